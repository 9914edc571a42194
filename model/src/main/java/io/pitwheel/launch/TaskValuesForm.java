package io.pitwheel.launch;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;

/** Parameters and artifacts as JSON: {@code parameters} and {@code artifacts}, by name. */
final class TaskValuesForm {
  private TaskValuesForm() {}

  static JsonObject write(TaskValues values) {
    return new JsonMembers()
        .putUnlessEmpty("parameters", GivenMembers.written(values.parameters()))
        .putUnlessEmpty(
            "artifacts", GivenMembers.mapped(values.artifacts(), TaskValuesForm::writeAll))
        .build();
  }

  static TaskValues read(GivenMembers given) {
    return new TaskValues(
        given.values("parameters"), given.listsByName("artifacts", TaskValuesForm::readArtifact));
  }

  private static JsonValue writeAll(List<Artifact> artifacts) {
    return JsonValue.listOf(artifacts.stream().map(TaskValuesForm::writeArtifact).toList());
  }

  private static JsonObject writeArtifact(Artifact artifact) {
    return new JsonMembers()
        .put("id", artifact.id())
        .put("name", artifact.name())
        .put("uri", artifact.uri())
        .putUnlessEmpty("schemaTitle", artifact.schemaTitle())
        .putUnlessEmpty("schemaVersion", artifact.schemaVersion())
        .putUnlessEmpty("metadata", GivenMembers.written(artifact.metadata().members()))
        .build();
  }

  private static Artifact readArtifact(GivenMembers given) {
    return new Artifact(
        given.text("id"),
        given.text("name"),
        given.text("uri"),
        given.textOrEmpty("schemaTitle"),
        given.textOrEmpty("schemaVersion"),
        new JsonObject(given.values("metadata")));
  }
}
