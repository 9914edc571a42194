package io.pitwheel.store.artifact;

import static io.pitwheel.store.schema.Tables.ARTIFACTS;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.ArtifactStore;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.JsonColumns;
import java.util.Optional;
import org.jooq.Record;

/** Artifacts in a database. */
public final class JdbcArtifactStore implements ArtifactStore {
  private final Database database;

  public JdbcArtifactStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Artifact> find(String artifactId) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(ARTIFACTS)
            .where(ARTIFACTS.ARTIFACT_ID.eq(artifactId))
            .fetchOptional(JdbcArtifactStore::read));
  }

  @Override
  public Optional<String> namespaceOf(String artifactId) {
    return database.read(session ->
        session
            .sql()
            .select(ARTIFACTS.NAMESPACE)
            .from(ARTIFACTS)
            .where(ARTIFACTS.ARTIFACT_ID.eq(artifactId))
            .fetchOptional(ARTIFACTS.NAMESPACE));
  }

  private static Artifact read(Record row) {
    return new Artifact(
        row.get(ARTIFACTS.ARTIFACT_ID),
        row.get(ARTIFACTS.NAME),
        row.get(ARTIFACTS.URI),
        row.get(ARTIFACTS.SCHEMA_TITLE),
        row.get(ARTIFACTS.SCHEMA_VERSION),
        JsonColumns.object(row.get(ARTIFACTS.METADATA)));
  }
}
