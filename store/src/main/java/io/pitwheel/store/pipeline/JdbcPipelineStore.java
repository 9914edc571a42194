package io.pitwheel.store.pipeline;

import static io.pitwheel.store.schema.Tables.PIPELINES;
import static io.pitwheel.store.schema.Tables.PIPELINE_VERSIONS;
import static io.pitwheel.store.schema.Tables.SPECIFICATIONS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.pipeline.NamingChange;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.page.TextField;
import io.pitwheel.store.page.TimeField;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Pipelines in a database. */
public final class JdbcPipelineStore implements PipelineStore {
  private static final KeysetPages PIPELINE_PAGES =
      new KeysetPages(
          PIPELINES,
          PIPELINES.PIPELINE_ID,
          Map.of(
              "created_at", new TimeField(PIPELINES.CREATED_AT),
              "display_name", TextField.of(PIPELINES.DISPLAY_NAME),
              "name", TextField.of(PIPELINES.NAME),
              "description", TextField.ofAnyLength(PIPELINES.DESCRIPTION),
              "namespace", TextField.of(PIPELINES.NAMESPACE),
              "pipeline_id", TextField.of(PIPELINES.PIPELINE_ID)),
          TagTable.OF_PIPELINES::rowsWith);

  private static final KeysetPages VERSION_PAGES =
      new KeysetPages(
          PIPELINE_VERSIONS,
          PIPELINE_VERSIONS.VERSION_ID,
          VersionFields.byName(),
          TagTable.OF_VERSIONS::rowsWith);

  private final Database database;

  public JdbcPipelineStore(Database database) {
    this.database = database;
  }

  @Override
  public void create(Pipeline pipeline) {
    database.write(session -> {
      insert(session, pipeline);
      return true;
    });
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
    TagTable.OF_PIPELINES.replace(session, pipeline.id(), pipeline.tags());
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
                .set(PIPELINE_VERSIONS.PACKAGE_URL, version.packageUrl())
                .set(PIPELINE_VERSIONS.CODE_SOURCE_URL, version.codeSourceUrl())
                .set(PIPELINE_VERSIONS.CREATED_AT, version.createdAt().toEpochMilli()));
    if (!isInserted) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "adding version \"%s\" (%s) to pipeline %s: it has one of that name or id (expected: a free name)"
              .formatted(version.name(), version.id(), version.pipelineId()));
    }
    TagTable.OF_VERSIONS.replace(session, version.id(), version.tags());
  }

  private String namespaceOf(Session session, PipelineVersion version) {
    return requirePipeline(
        session,
        version.pipelineId(),
        "adding version \"%s\" to pipeline %s".formatted(version.name(), version.pipelineId()));
  }

  /** Locks the pipeline, so that two versions added at once get two numbers; its namespace. */
  private String requirePipeline(Session session, String pipelineId, String what) {
    String namespace =
        database
            .dialect()
            .locking(
                session
                    .sql()
                    .select(PIPELINES.NAMESPACE)
                    .from(PIPELINES)
                    .where(PIPELINES.PIPELINE_ID.eq(pipelineId)))
            .fetchOne(PIPELINES.NAMESPACE);
    if (namespace == null) {
      throw missing(what);
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
  public Pipeline update(String pipelineId, NamingChange change) {
    return database.write(session -> {
      String displayName = change.displayName();
      int found =
          session
              .sql()
              .update(PIPELINES)
              .set(
                  PIPELINES.DISPLAY_NAME,
                  displayName == null ? PIPELINES.DISPLAY_NAME : DSL.val(displayName))
              .where(PIPELINES.PIPELINE_ID.eq(pipelineId))
              .execute();
      if (found == 0) {
        throw missing("updating pipeline " + pipelineId);
      }
      TagTable.OF_PIPELINES.change(session, pipelineId, change.tags());
      return findPipeline(session, PIPELINES.PIPELINE_ID.eq(pipelineId)).orElseThrow();
    });
  }

  @Override
  public PipelineVersion updateVersion(String versionId, NamingChange change) {
    return database.write(session -> {
      String displayName = change.displayName();
      int found =
          session
              .sql()
              .update(PIPELINE_VERSIONS)
              .set(
                  PIPELINE_VERSIONS.DISPLAY_NAME,
                  displayName == null ? PIPELINE_VERSIONS.DISPLAY_NAME : DSL.val(displayName))
              .where(PIPELINE_VERSIONS.VERSION_ID.eq(versionId))
              .execute();
      if (found == 0) {
        throw missing("updating pipeline version " + versionId);
      }
      TagTable.OF_VERSIONS.change(session, versionId, change.tags());
      return findVersion(session, versionId).orElseThrow();
    });
  }

  @Override
  public void delete(String pipelineId, boolean withVersions) {
    database.write(session -> {
      requirePipeline(session, pipelineId, "deleting pipeline " + pipelineId);
      int versions =
          session.sql().fetchCount(PIPELINE_VERSIONS, PIPELINE_VERSIONS.PIPELINE_ID.eq(pipelineId));
      if (versions > 0 && !withVersions) {
        throw new PipelinesException(
            ErrorCode.FAILED_PRECONDITION,
            "deleting pipeline %s: it has %d versions (expected: none, or cascade=true)"
                .formatted(pipelineId, versions));
      }
      session
          .sql()
          .deleteFrom(PIPELINE_VERSIONS)
          .where(PIPELINE_VERSIONS.PIPELINE_ID.eq(pipelineId))
          .execute();
      return session
          .sql()
          .deleteFrom(PIPELINES)
          .where(PIPELINES.PIPELINE_ID.eq(pipelineId))
          .execute();
    });
  }

  @Override
  public void deleteVersion(String versionId) {
    database.write(session -> {
      int found =
          session
              .sql()
              .deleteFrom(PIPELINE_VERSIONS)
              .where(PIPELINE_VERSIONS.VERSION_ID.eq(versionId))
              .execute();
      if (found == 0) {
        throw missing("deleting pipeline version " + versionId);
      }
      return found;
    });
  }

  @Override
  public Optional<Pipeline> find(String pipelineId) {
    return database.read(session -> findPipeline(session, PIPELINES.PIPELINE_ID.eq(pipelineId)));
  }

  @Override
  public Optional<Pipeline> findByName(String namespace, String name) {
    return database.read(session ->
        findPipeline(session, PIPELINES.NAMESPACE.eq(namespace).and(PIPELINES.NAME.eq(name))));
  }

  @Override
  public Page<Pipeline> list(String namespace, PageRequest page) {
    return database.read(session -> {
      Page<Record> rows =
          PIPELINE_PAGES.read(session, PIPELINES.NAMESPACE.eq(namespace), page, row -> row);
      return new Page<>(readPipelines(session, rows.rows()), rows.nextAfter(), rows.totalSize());
    });
  }

  @Override
  public Optional<PipelineVersion> findVersion(String versionId) {
    return database.read(session -> findVersion(session, versionId));
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
            .fetchOptional()
            .map(row -> readVersions(session, List.of(row)).getFirst()));
  }

  @Override
  public Page<PipelineVersion> listVersions(String pipelineId, PageRequest page) {
    return database.read(session -> {
      Page<Record> rows =
          VERSION_PAGES.read(
              session, PIPELINE_VERSIONS.PIPELINE_ID.eq(pipelineId), page, row -> row);
      return new Page<>(readVersions(session, rows.rows()), rows.nextAfter(), rows.totalSize());
    });
  }

  private static Optional<Pipeline> findPipeline(Session session, Condition condition) {
    return session
        .sql()
        .selectFrom(PIPELINES)
        .where(condition)
        .fetchOptional()
        .map(row -> readPipelines(session, List.of(row)).getFirst());
  }

  private static Optional<PipelineVersion> findVersion(Session session, String versionId) {
    return session
        .sql()
        .selectFrom(PIPELINE_VERSIONS)
        .where(PIPELINE_VERSIONS.VERSION_ID.eq(versionId))
        .fetchOptional()
        .map(row -> readVersions(session, List.of(row)).getFirst());
  }

  private static List<Pipeline> readPipelines(Session session, List<? extends Record> rows) {
    var tags =
        TagTable.OF_PIPELINES.of(
            session, rows.stream().map(row -> row.get(PIPELINES.PIPELINE_ID)).toList());
    return rows.stream()
        .map(row ->
            new Pipeline(
                row.get(PIPELINES.PIPELINE_ID),
                row.get(PIPELINES.NAME),
                row.get(PIPELINES.DISPLAY_NAME),
                row.get(PIPELINES.DESCRIPTION),
                row.get(PIPELINES.NAMESPACE),
                tags.getOrDefault(row.get(PIPELINES.PIPELINE_ID), Map.of()),
                Instant.ofEpochMilli(row.get(PIPELINES.CREATED_AT))))
        .toList();
  }

  private static List<PipelineVersion> readVersions(Session session, List<? extends Record> rows) {
    var tags =
        TagTable.OF_VERSIONS.of(
            session, rows.stream().map(row -> row.get(PIPELINE_VERSIONS.VERSION_ID)).toList());
    return rows.stream()
        .map(row ->
            new PipelineVersion(
                row.get(PIPELINE_VERSIONS.VERSION_ID),
                row.get(PIPELINE_VERSIONS.PIPELINE_ID),
                row.get(PIPELINE_VERSIONS.NAME),
                row.get(PIPELINE_VERSIONS.DISPLAY_NAME),
                row.get(PIPELINE_VERSIONS.DESCRIPTION),
                row.get(PIPELINE_VERSIONS.SPECIFICATION_ID),
                row.get(PIPELINE_VERSIONS.PACKAGE_URL),
                row.get(PIPELINE_VERSIONS.CODE_SOURCE_URL),
                tags.getOrDefault(row.get(PIPELINE_VERSIONS.VERSION_ID), Map.of()),
                Instant.ofEpochMilli(row.get(PIPELINE_VERSIONS.CREATED_AT))))
        .toList();
  }

  private static PipelinesException missing(String what) {
    return new PipelinesException(ErrorCode.NOT_FOUND, what + ": there is none");
  }
}
