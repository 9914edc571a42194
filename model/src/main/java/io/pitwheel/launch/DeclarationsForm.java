package io.pitwheel.launch;

import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;

/** What a component takes and gives as JSON: four objects by name. */
final class DeclarationsForm {
  private static final String DEFAULT = "default";

  private DeclarationsForm() {}

  static JsonObject write(ComponentInterface declared) {
    return new JsonMembers()
        .putUnlessEmpty(
            "inputParameters",
            GivenMembers.mapped(declared.inputParameters(), DeclarationsForm::writeParameter))
        .putUnlessEmpty(
            "inputArtifacts",
            GivenMembers.mapped(declared.inputArtifacts(), DeclarationsForm::writeArtifact))
        .putUnlessEmpty(
            "outputParameters",
            GivenMembers.mapped(declared.outputParameters(), DeclarationsForm::writeParameter))
        .putUnlessEmpty(
            "outputArtifacts",
            GivenMembers.mapped(declared.outputArtifacts(), DeclarationsForm::writeArtifact))
        .build();
  }

  static ComponentInterface read(GivenMembers given) {
    return new ComponentInterface(
        given.insideByName("inputParameters", DeclarationsForm::readParameter),
        given.insideByName("inputArtifacts", DeclarationsForm::readArtifact),
        given.insideByName("outputParameters", DeclarationsForm::readParameter),
        given.insideByName("outputArtifacts", DeclarationsForm::readArtifact));
  }

  private static JsonObject writeParameter(ParameterDeclaration parameter) {
    var members =
        new JsonMembers()
            .put("name", parameter.name())
            .put("type", parameter.type().name())
            .put("isOptional", JsonValue.of(parameter.isOptional()))
            .putUnlessEmpty("description", parameter.description());
    JsonValue defaultValue = parameter.defaultValue();
    if (defaultValue != null) {
      members.put(DEFAULT, GivenMembers.written(defaultValue));
    }
    return members
        .putUnlessEmpty(
            "literals",
            JsonValue.listOf(parameter.literals().stream().map(GivenMembers::written).toList()))
        .build();
  }

  private static ParameterDeclaration readParameter(GivenMembers given) {
    return new ParameterDeclaration(
        given.text("name"),
        given.requireChoice("type", ParameterType.class),
        given.has(DEFAULT) ? given.value(DEFAULT) : null,
        given.flag("isOptional"),
        given.has("literals") ? given.valueList("literals") : List.of(),
        given.textOrEmpty("description"));
  }

  private static JsonObject writeArtifact(ArtifactDeclaration artifact) {
    return new JsonMembers()
        .put("name", artifact.name())
        .putUnlessEmpty("schemaTitle", artifact.schemaTitle())
        .putUnlessEmpty("schemaVersion", artifact.schemaVersion())
        .put("isList", JsonValue.of(artifact.isList()))
        .put("isOptional", JsonValue.of(artifact.isOptional()))
        .putUnlessEmpty("metadata", GivenMembers.written(artifact.metadata().members()))
        .putUnlessEmpty("description", artifact.description())
        .build();
  }

  private static ArtifactDeclaration readArtifact(GivenMembers given) {
    return new ArtifactDeclaration(
        given.text("name"),
        given.textOrEmpty("schemaTitle"),
        given.textOrEmpty("schemaVersion"),
        given.flag("isList"),
        given.flag("isOptional"),
        new JsonObject(given.values("metadata")),
        given.textOrEmpty("description"));
  }
}
