package io.pitwheel.server.signing;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.signing.KeyRenewal;
import io.pitwheel.signing.SigningKey;
import io.pitwheel.signing.SigningKeys;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one purpose. The newest signs; those before it still verify what they signed. Safe
 * for many threads.
 */
public final class KeyRing {
  public static final int SIGNATURE_LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** Who sends made-up generations makes no more reads than this. */
  private static final Duration LOOK_FOR_UNKNOWN = Duration.ofSeconds(1);

  private final SigningKeys keys;
  private final Rules rules;
  private final Clock clock;
  private List<SigningKey> known = List.of();
  private Instant lookedAt = Instant.MIN;

  /**
   * How the keys of a purpose are kept.
   *
   * @param age after which the next key is made
   * @param kept how long what was signed may come back
   * @param fresh makes secrets, in lower-case hexadecimal
   */
  public record Rules(String purpose, Duration age, Duration kept, Supplier<String> fresh) {}

  public KeyRing(SigningKeys keys, Rules rules, Clock clock) {
    this.keys = keys;
    this.rules = rules;
    this.clock = clock;
  }

  /** The generation whose key signs now. */
  public long generation() {
    return newest().generation();
  }

  /**
   * A signature of {@link #SIGNATURE_LENGTH} bytes with the key of a generation.
   *
   * @return empty when there is no such key, or no more
   */
  public Optional<byte[]> sign(long generation, byte[] payload) {
    return find(generation).map(key -> signature(key, payload));
  }

  /** Whether the key of a generation made the signature. */
  public boolean verifies(long generation, byte[] payload, byte[] signature) {
    return sign(generation, payload)
        .map(own -> MessageDigest.isEqual(own, signature))
        .orElse(false);
  }

  private synchronized SigningKey newest() {
    lookAfter(LOOK_AGAIN);
    return known.getFirst();
  }

  private synchronized Optional<SigningKey> find(long generation) {
    lookAfter(LOOK_AGAIN);
    Optional<SigningKey> found = among(generation);
    if (found.isEmpty()) {
      // Another server may have made it just now.
      lookAfter(LOOK_FOR_UNKNOWN);
      found = among(generation);
    }
    return found;
  }

  private Optional<SigningKey> among(long generation) {
    return known.stream().filter(key -> key.generation() == generation).findFirst();
  }

  private void lookAfter(Duration wait) {
    Instant now = clock.instant();
    if (!known.isEmpty() && now.isBefore(lookedAt.plus(wait))) {
      return;
    }
    try {
      known =
          keys.renew(
              rules.purpose(), new KeyRenewal(now, rules.age(), rules.kept(), rules.fresh().get()));
      lookedAt = now;
    } catch (PipelinesException exception) {
      // While the database is away, the keys that are at hand still count.
      if (known.isEmpty()) {
        throw exception;
      }
    }
  }

  private static byte[] signature(SigningKey key, byte[] payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(key.secret()), ALGORITHM));
      return mac.doFinal(payload);
    } catch (GeneralSecurityException exception) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, exception);
    }
  }
}
