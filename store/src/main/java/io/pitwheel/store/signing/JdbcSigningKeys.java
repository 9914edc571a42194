package io.pitwheel.store.signing;

import static io.pitwheel.store.schema.Tables.SIGNING_KEYS;

import io.pitwheel.signing.KeyRenewal;
import io.pitwheel.signing.SigningKey;
import io.pitwheel.signing.SigningKeys;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Signing keys in a database. */
public final class JdbcSigningKeys implements SigningKeys {
  private final Database database;

  public JdbcSigningKeys(Database database) {
    this.database = database;
  }

  @Override
  public List<SigningKey> renew(String purpose, KeyRenewal renewal) {
    List<SigningKey> known = database.read(session -> all(session, purpose));
    if (!isDue(known, renewal)) {
      return counting(known, renewal);
    }
    return database.writeAbout(purpose, session -> renew(session, purpose, renewal));
  }

  private static List<SigningKey> renew(Session session, String purpose, KeyRenewal renewal) {
    List<SigningKey> known = all(session, purpose);
    if (isDue(known, renewal)) {
      insert(session, purpose, known.isEmpty() ? 1 : known.getFirst().generation() + 1, renewal);
    }
    List<SigningKey> counting = counting(all(session, purpose), renewal);
    session
        .sql()
        .deleteFrom(SIGNING_KEYS)
        .where(SIGNING_KEYS.PURPOSE.eq(purpose))
        .and(SIGNING_KEYS.GENERATION.lt(counting.getLast().generation()))
        .execute();
    return counting;
  }

  /** Another server may have been quicker: then its key is the next one. */
  private static void insert(Session session, String purpose, long generation, KeyRenewal renewal) {
    Inserts.unlessThere(
        session,
        session
            .sql()
            .insertInto(SIGNING_KEYS)
            .set(SIGNING_KEYS.PURPOSE, purpose)
            .set(SIGNING_KEYS.GENERATION, generation)
            .set(SIGNING_KEYS.SECRET, renewal.fresh())
            .set(SIGNING_KEYS.CREATED_AT, renewal.now().toEpochMilli()));
  }

  private static boolean isDue(List<SigningKey> known, KeyRenewal renewal) {
    return known.isEmpty()
        || !known.getFirst().createdAt().plus(renewal.age()).isAfter(renewal.now());
  }

  /** The newest, and those whose next one is not older than they are kept. */
  private static List<SigningKey> counting(List<SigningKey> known, KeyRenewal renewal) {
    var counting = new ArrayList<SigningKey>();
    for (SigningKey key : known) {
      if (counting.isEmpty()
          || counting.getLast().createdAt().plus(renewal.kept()).isAfter(renewal.now())) {
        counting.add(key);
      } else {
        break;
      }
    }
    return counting;
  }

  private static List<SigningKey> all(Session session, String purpose) {
    return session
        .sql()
        .select(SIGNING_KEYS.GENERATION, SIGNING_KEYS.SECRET, SIGNING_KEYS.CREATED_AT)
        .from(SIGNING_KEYS)
        .where(SIGNING_KEYS.PURPOSE.eq(purpose))
        .orderBy(SIGNING_KEYS.GENERATION.desc())
        .fetch(
            row -> new SigningKey(row.value1(), row.value2(), Instant.ofEpochMilli(row.value3())));
  }
}
