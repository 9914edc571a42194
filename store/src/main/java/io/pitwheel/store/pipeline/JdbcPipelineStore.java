package io.pitwheel.store.pipeline;

import static io.pitwheel.store.schema.Tables.PIPELINES;
import static io.pitwheel.store.schema.Tables.PIPELINE_VERSIONS;
import static io.pitwheel.store.schema.Tables.SPECIFICATIONS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Session;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Pipelines in a database. */
public final class JdbcPipelineStore implements PipelineStore {
  private static final KeysetPages PIPELINE_PAGES =
      new KeysetPages(
          PIPELINES,
          PIPELINES.PIPELINE_ID,
          PIPELINES.DISPLAY_NAME,
          Map.of(
              "created_at", PIPELINES.CREATED_AT,
              "display_name", PIPELINES.DISPLAY_NAME,
              "name", PIPELINES.NAME,
              "pipeline_id", PIPELINES.PIPELINE_ID));

  private static final KeysetPages VERSION_PAGES =
      new KeysetPages(
          PIPELINE_VERSIONS,
          PIPELINE_VERSIONS.VERSION_ID,
          PIPELINE_VERSIONS.DISPLAY_NAME,
          Map.of(
              "created_at", PIPELINE_VERSIONS.CREATED_AT,
              "display_name", PIPELINE_VERSIONS.DISPLAY_NAME,
              "name", PIPELINE_VERSIONS.NAME,
              "pipeline_version_id", PIPELINE_VERSIONS.VERSION_ID));

  private final Database database;

  public JdbcPipelineStore(Database database) {
    this.database = database;
  }

  @Override
  public void create(Pipeline pipeline, PipelineVersion firstVersion) {
    database.write(session -> {
      insert(session, pipeline);
      insert(session, firstVersion);
      return true;
    });
  }

  @Override
  public void addVersion(PipelineVersion version) {
    database.writeAbout(
        version.pipelineId(),
        session -> {
          insert(session, version);
          return true;
        });
  }

  private static void insert(Session session, Pipeline pipeline) {
    boolean isInserted =
        Inserts.unlessThere(
            session,
            session
                .sql()
                .insertInto(PIPELINES)
                .set(PIPELINES.PIPELINE_ID, pipeline.id())
                .set(PIPELINES.NAMESPACE, pipeline.namespace())
                .set(PIPELINES.NAME, pipeline.name())
                .set(PIPELINES.DISPLAY_NAME, pipeline.displayName())
                .set(PIPELINES.DESCRIPTION, pipeline.description())
                .set(PIPELINES.CREATED_AT, pipeline.createdAt().toEpochMilli()));
    if (!isInserted) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "creating pipeline \"%s\" (%s): namespace \"%s\" has one of that name or id (expected: a free name)"
              .formatted(pipeline.name(), pipeline.id(), pipeline.namespace()));
    }
  }

  private void insert(Session session, PipelineVersion version) {
    String namespace = namespaceOf(session, version);
    requireSpecification(session, version);
    boolean isInserted =
        Inserts.unlessThere(
            session,
            session
                .sql()
                .insertInto(PIPELINE_VERSIONS)
                .set(PIPELINE_VERSIONS.VERSION_ID, version.id())
                .set(PIPELINE_VERSIONS.PIPELINE_ID, version.pipelineId())
                .set(PIPELINE_VERSIONS.NAMESPACE, namespace)
                .set(PIPELINE_VERSIONS.ORDINAL, nextOrdinal(session, version.pipelineId()))
                .set(PIPELINE_VERSIONS.NAME, version.name())
                .set(PIPELINE_VERSIONS.DISPLAY_NAME, version.displayName())
                .set(PIPELINE_VERSIONS.DESCRIPTION, version.description())
                .set(PIPELINE_VERSIONS.SPECIFICATION_ID, version.specificationId())
                .set(PIPELINE_VERSIONS.CREATED_AT, version.createdAt().toEpochMilli()));
    if (!isInserted) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "adding version \"%s\" (%s) to pipeline %s: it has one of that name or id (expected: a free name)"
              .formatted(version.name(), version.id(), version.pipelineId()));
    }
  }

  /** Locks the pipeline, so that two versions added at once get two numbers. */
  private String namespaceOf(Session session, PipelineVersion version) {
    String namespace =
        database
            .dialect()
            .locking(
                session
                    .sql()
                    .select(PIPELINES.NAMESPACE)
                    .from(PIPELINES)
                    .where(PIPELINES.PIPELINE_ID.eq(version.pipelineId())))
            .fetchOne(PIPELINES.NAMESPACE);
    if (namespace == null) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "adding version \"%s\": no pipeline %s".formatted(version.name(), version.pipelineId()));
    }
    return namespace;
  }

  private static void requireSpecification(Session session, PipelineVersion version) {
    boolean isKept =
        session
            .sql()
            .fetchExists(
                SPECIFICATIONS, SPECIFICATIONS.SPECIFICATION_ID.eq(version.specificationId()));
    if (!isKept) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "adding version \"%s\": no specification %s (expected: one that is kept)"
              .formatted(version.name(), version.specificationId()));
    }
  }

  private static int nextOrdinal(Session session, String pipelineId) {
    @Nullable Integer last =
        session
            .sql()
            .select(DSL.max(PIPELINE_VERSIONS.ORDINAL))
            .from(PIPELINE_VERSIONS)
            .where(PIPELINE_VERSIONS.PIPELINE_ID.eq(pipelineId))
            .fetchOne(0, Integer.class);
    return last == null ? 1 : last + 1;
  }

  @Override
  public Optional<Pipeline> find(String pipelineId) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(PIPELINES)
            .where(PIPELINES.PIPELINE_ID.eq(pipelineId))
            .fetchOptional(JdbcPipelineStore::readPipeline));
  }

  @Override
  public Optional<Pipeline> findByName(String namespace, String name) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(PIPELINES)
            .where(PIPELINES.NAMESPACE.eq(namespace))
            .and(PIPELINES.NAME.eq(name))
            .fetchOptional(JdbcPipelineStore::readPipeline));
  }

  @Override
  public Page<Pipeline> list(String namespace, PageRequest page) {
    return database.read(session ->
        PIPELINE_PAGES.read(
            session,
            PIPELINES.NAMESPACE.eq(namespace),
            page,
            null,
            JdbcPipelineStore::readPipeline));
  }

  @Override
  public Optional<PipelineVersion> findVersion(String versionId) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(PIPELINE_VERSIONS)
            .where(PIPELINE_VERSIONS.VERSION_ID.eq(versionId))
            .fetchOptional(JdbcPipelineStore::readVersion));
  }

  @Override
  public Optional<PipelineVersion> findLatestVersion(String pipelineId) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(PIPELINE_VERSIONS)
            .where(PIPELINE_VERSIONS.PIPELINE_ID.eq(pipelineId))
            .orderBy(PIPELINE_VERSIONS.ORDINAL.desc())
            .limit(1)
            .fetchOptional(JdbcPipelineStore::readVersion));
  }

  @Override
  public Page<PipelineVersion> listVersions(String pipelineId, PageRequest page) {
    return database.read(session ->
        VERSION_PAGES.read(
            session,
            PIPELINE_VERSIONS.PIPELINE_ID.eq(pipelineId),
            page,
            null,
            JdbcPipelineStore::readVersion));
  }

  private static Pipeline readPipeline(Record row) {
    return new Pipeline(
        row.get(PIPELINES.PIPELINE_ID),
        row.get(PIPELINES.NAME),
        row.get(PIPELINES.DISPLAY_NAME),
        row.get(PIPELINES.DESCRIPTION),
        row.get(PIPELINES.NAMESPACE),
        Instant.ofEpochMilli(row.get(PIPELINES.CREATED_AT)));
  }

  private static PipelineVersion readVersion(Record row) {
    return new PipelineVersion(
        row.get(PIPELINE_VERSIONS.VERSION_ID),
        row.get(PIPELINE_VERSIONS.PIPELINE_ID),
        row.get(PIPELINE_VERSIONS.NAME),
        row.get(PIPELINE_VERSIONS.DISPLAY_NAME),
        row.get(PIPELINE_VERSIONS.DESCRIPTION),
        row.get(PIPELINE_VERSIONS.SPECIFICATION_ID),
        Instant.ofEpochMilli(row.get(PIPELINE_VERSIONS.CREATED_AT)));
  }
}
