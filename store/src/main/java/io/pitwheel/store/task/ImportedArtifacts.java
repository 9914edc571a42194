package io.pitwheel.store.task;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange.ArtifactImported;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.TextDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds or makes the artifact of an importer. Whoever inserts an identity first has made it; the
 * unique index decides between two who try at once.
 */
final class ImportedArtifacts {
  private final Session session;
  private final TaskStatements statements;
  private final String namespace;

  ImportedArtifacts(Session session, TaskStatements statements, String namespace) {
    this.session = session;
    this.statements = statements;
    this.namespace = namespace;
  }

  /** The importer's row with the artifacts that stand, which are written. */
  Task settle(ArtifactImported imported) throws SQLException {
    Task task = imported.task();
    var outputs = new TreeMap<String, List<Artifact>>();
    for (var output : task.outputs().artifacts().entrySet()) {
      Artifact artifact = output.getValue().getFirst();
      String standing =
          firstOfItsIdentity(new KeptArtifact(artifact, namespace, "", null, task.createdAt()));
      outputs.put(
          output.getKey(),
          List.of(imported.reusesExisting() ? artifact.withId(standing) : artifact));
    }
    return task.withOutputs(new TaskValues(task.outputs().parameters(), outputs));
  }

  /** The id of the artifact that was written first of those which are equal to this one. */
  String firstOfItsIdentity(KeptArtifact kept) throws SQLException {
    Artifact artifact = kept.artifact();
    String identity = identityOf(artifact);
    session.insertUnlessThereLater(
        statements.insertArtifact,
        new @Nullable Object[] {
          artifact.id(),
          namespace,
          artifact.name(),
          artifact.uri(),
          artifact.schemaTitle(),
          artifact.schemaVersion(),
          JsonWriter.write(artifact.metadata()),
          kept.createdAt().toEpochMilli(),
          null,
          identity,
          kept.description(),
          kept.numberValue()
        });
    return session
        .query(statements.findImported, row -> row.text(), namespace, identity)
        .getFirst();
  }

  private static String identityOf(Artifact artifact) {
    return TextDigest.sha256(
        JsonWriter.canonical(
            JsonValue.listOf(
                List.of(
                    JsonValue.of(artifact.uri()),
                    JsonValue.of(artifact.schemaTitle()),
                    JsonValue.of(artifact.schemaVersion()),
                    artifact.metadata()))));
  }
}
