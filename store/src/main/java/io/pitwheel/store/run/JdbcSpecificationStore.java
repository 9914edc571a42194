package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.SPECIFICATIONS;

import io.pitwheel.run.SpecificationStore;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.value.JsonWriter;
import java.time.Instant;
import java.util.Optional;

/** Pipeline documents in a database. */
public final class JdbcSpecificationStore implements SpecificationStore {
  private final Database database;

  public JdbcSpecificationStore(Database database) {
    this.database = database;
  }

  @Override
  public void keep(StoredSpecification specification, Instant at) {
    if (database.read(
        session ->
            session
                .sql()
                .fetchExists(
                    SPECIFICATIONS, SPECIFICATIONS.SPECIFICATION_ID.eq(specification.id())))) {
      return;
    }
    database.write(session ->
        Inserts.unlessThere(
            session,
            session
                .sql()
                .insertInto(SPECIFICATIONS)
                .set(SPECIFICATIONS.SPECIFICATION_ID, specification.id())
                .set(SPECIFICATIONS.DOCUMENT, JsonWriter.write(specification.document()))
                .set(
                    SPECIFICATIONS.PLATFORM_DOCUMENT,
                    JsonWriter.write(specification.platformDocument()))
                .set(SPECIFICATIONS.SCOPE_PATHS, JsonColumns.write(specification.scopePaths()))
                .set(SPECIFICATIONS.CREATED_AT, at.toEpochMilli())));
  }

  @Override
  public Optional<StoredSpecification> find(String id) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(SPECIFICATIONS)
            .where(SPECIFICATIONS.SPECIFICATION_ID.eq(id))
            .fetchOptional(row ->
                new StoredSpecification(
                    row.get(SPECIFICATIONS.SPECIFICATION_ID),
                    JsonColumns.object(row.get(SPECIFICATIONS.DOCUMENT)),
                    JsonColumns.object(row.get(SPECIFICATIONS.PLATFORM_DOCUMENT)),
                    JsonColumns.texts(row.get(SPECIFICATIONS.SCOPE_PATHS)))));
  }
}
