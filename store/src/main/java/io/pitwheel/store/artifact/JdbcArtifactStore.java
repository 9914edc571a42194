package io.pitwheel.store.artifact;

import static io.pitwheel.store.schema.Tables.ARTIFACTS;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.ArtifactStore;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.page.NumberField;
import io.pitwheel.store.page.TextField;
import io.pitwheel.store.page.TimeField;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.JsonColumns;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;

/** Artifacts in a database. */
public final class JdbcArtifactStore implements ArtifactStore {
  private static final KeysetPages PAGES =
      new KeysetPages(
          ARTIFACTS,
          ARTIFACTS.ARTIFACT_ID,
          Map.of(
              "type", ArtifactTypeField.of(ARTIFACTS.SCHEMA_TITLE),
              "artifact_id", TextField.of(ARTIFACTS.ARTIFACT_ID),
              "name", TextField.of(ARTIFACTS.NAME),
              "description", TextField.ofAnyLength(ARTIFACTS.DESCRIPTION),
              "uri", TextField.ofAnyLength(ARTIFACTS.URI),
              "schema_title", TextField.of(ARTIFACTS.SCHEMA_TITLE),
              "namespace", TextField.of(ARTIFACTS.NAMESPACE),
              "metadata", TextField.ofAnyLength(ARTIFACTS.METADATA),
              "number_value", new NumberField(ARTIFACTS.NUMBER_VALUE),
              "created_at", new TimeField(ARTIFACTS.CREATED_AT)),
          null);

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
  public Optional<KeptArtifact> findKept(String artifactId) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(ARTIFACTS)
            .where(ARTIFACTS.ARTIFACT_ID.eq(artifactId))
            .fetchOptional(JdbcArtifactStore::readKept));
  }

  @Override
  public Page<KeptArtifact> list(String namespace, PageRequest page) {
    return database.readAtOnce(session ->
        PAGES.read(session, ARTIFACTS.NAMESPACE.eq(namespace), page, JdbcArtifactStore::readKept));
  }

  private static KeptArtifact readKept(Record row) {
    return new KeptArtifact(
        read(row),
        row.get(ARTIFACTS.NAMESPACE),
        row.get(ARTIFACTS.DESCRIPTION),
        row.get(ARTIFACTS.NUMBER_VALUE),
        Instant.ofEpochMilli(row.get(ARTIFACTS.CREATED_AT)));
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
