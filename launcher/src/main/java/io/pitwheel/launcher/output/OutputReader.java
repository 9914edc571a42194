package io.pitwheel.launcher.output;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.output.ExecutorReport.ReportedArtifact;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.placeholder.ExecutorInput;
import io.pitwheel.placeholder.ExecutorInput.OutputArtifact;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.Overflow;
import io.pitwheel.value.ShownText;
import io.pitwheel.value.TextSize;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outputs of a command that ended well. As in KFP's launcher, the SDK's report comes
 * first and the file of a parameter is asked only for what the report does not have; every declared
 * parameter must be produced.
 */
public final class OutputReader {
  private static final String METRICS = "system.Metrics";

  private OutputReader() {}

  /**
   * What was produced; no artifact is moved.
   *
   * @param workFolder what relative paths of the component are relative to
   * @param reach where the command could write
   * @param overflow takes large parameters
   * @throws PipelinesException UNKNOWN naming the output that is missing, of another type, or
   *     elsewhere
   */
  public static ProducedOutputs read(
      ComponentInterface declared,
      ExecutorInput input,
      Path workFolder,
      LocalFolders reach,
      Overflow overflow) {
    new OutputReach(reach).requireFiles(input);
    Path reportFile = Path.of(input.outputFile());
    ExecutorReport report = ExecutorReport.read(reportFile, overflow);
    var parameters = new TreeMap<String, JsonValue>();
    for (ParameterDeclaration declaration : declared.outputParameters().values()) {
      String name = declaration.name();
      JsonValue reported = report.parameters().get(name);
      parameters.put(
          name,
          reported == null
              ? fromFile(declaration, input, reportFile, overflow)
              : checked(declaration, reported, reportFile));
    }
    var artifacts = new TreeMap<String, ProducedArtifact>();
    input
        .outputArtifacts()
        .forEach((name, output) ->
            artifacts.put(name, merge(name, output, report.artifact(name), workFolder)));
    return new ProducedOutputs(parameters, artifacts);
  }

  private static JsonValue fromFile(
      ParameterDeclaration declaration, ExecutorInput input, Path reportFile, Overflow overflow) {
    String name = declaration.name();
    String what = "output parameter \"" + name + "\"";
    String file = String.valueOf(input.outputParameterFiles().get(name));
    JsonValue written =
        (ParameterText.isJson(declaration.type()) && isLarge(Path.of(file))
                ? json(declaration, what, Path.of(file), overflow)
                : BoundedFile.text(Path.of(file), what, name, overflow))
            .orElseThrow(() ->
                wrong(
                    "output parameter \"%s\" was not produced: it is neither in %s nor in %s"
                        .formatted(name, reportFile, file)));
    return ParameterText.parse(declaration.type(), written)
        .orElseThrow(() -> mismatch(declaration, found(written), file));
  }

  /** What is small is read as a text, so that a refusal can show it. */
  private static boolean isLarge(Path file) {
    return file.toFile().length() > LargeValues.MAX_INLINE_BYTES;
  }

  private static Optional<JsonValue> json(
      ParameterDeclaration declaration, String what, Path file, Overflow overflow) {
    try {
      return BoundedFile.json(file, what, declaration.name(), overflow);
    } catch (PipelinesException exception) {
      if (exception.code() != ErrorCode.INVALID_ARGUMENT) {
        throw exception;
      }
      throw mismatch(
          declaration,
          "a text of %d bytes that is no JSON (%s)"
              .formatted(file.toFile().length(), exception.getMessage()),
          file.toString());
    }
  }

  private static String found(JsonValue written) {
    return written instanceof JsonText(String text)
        ? "the text " + shown(text)
        : "a large %s (%d bytes)".formatted(written.kind(), TextSize.of(written));
  }

  private static JsonValue checked(
      ParameterDeclaration declaration, JsonValue value, Path reportFile) {
    boolean isAllowedNull = value instanceof JsonNull && declaration.isOptional();
    if (!isAllowedNull && !ParameterText.fits(declaration.type(), value)) {
      throw mismatch(
          declaration,
          "the %s %s".formatted(value.kind(), ShownText.cut(JsonWriter.write(value))),
          reportFile.toString());
    }
    return value;
  }

  private static ProducedArtifact merge(
      String name, OutputArtifact output, ReportedArtifact reported, Path workFolder) {
    Artifact provided = output.artifact();
    requirePlain(name, reported.uri());
    OutputPlace place = OutputPlace.of(output);
    requireNumbers(name, provided, reported);
    var metadata = new LinkedHashMap<>(provided.metadata().members());
    metadata.putAll(reported.metadata().members());
    var artifact =
        new Artifact(
            provided.id(),
            reported.name().isEmpty() ? provided.name() : reported.name(),
            reported.uri().isEmpty() ? provided.uri() : place.uriOf(reported.uri()),
            provided.schemaTitle(),
            provided.schemaVersion(),
            new JsonObject(metadata));
    try {
      return new ProducedArtifact(
          artifact,
          place.pathOf(artifact.uri()).map(Path::of).orElse(null),
          customPath(name, reported, workFolder));
    } catch (InvalidPathException exception) {
      throw new PipelinesException(
          ErrorCode.UNKNOWN,
          "output artifact \"%s\": its path %s cannot be a path: %s"
              .formatted(name, shown(reported.customPath()), exception.getReason()),
          exception);
    }
  }

  private static void requirePlain(String name, String uri) {
    boolean isOneLine = uri.chars().noneMatch(Character::isISOControl);
    boolean isPlain = isOneLine && (!uri.startsWith("/") || isNormal(uri));
    if (!isPlain) {
      throw wrong(
          "output artifact \"%s\": its uri %s (expected: one line, and a path without .. or empty parts)"
              .formatted(name, shown(uri)));
    }
  }

  private static boolean isNormal(String path) {
    return Path.of(path).normalize().toString().equals(withoutSlash(path));
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Relative ones stay in the work folder; an absolute one is a place the user chose. */
  private static @Nullable Path customPath(String name, ReportedArtifact reported, Path folder) {
    if (reported.customPath().isEmpty()) {
      return null;
    }
    Path path = Path.of(reported.customPath());
    // Above the root of a container's files there is nothing, but the same report means the same.
    if (!path.isAbsolute() && path.normalize().startsWith("..")) {
      throw wrong(
          "output artifact \"%s\": its path %s (expected: one that stays in the work folder of the task, or an absolute one)"
              .formatted(name, shown(reported.customPath())));
    }
    return folder.resolve(path);
  }

  private static void requireNumbers(String name, Artifact provided, ReportedArtifact reported) {
    if (!provided.schemaTitle().equals(METRICS)) {
      return;
    }
    reported
        .metadata()
        .members()
        .forEach((metric, value) -> {
          if (!(value instanceof JsonNumber)) {
            throw wrong(
                "output artifact \"%s\": its metric \"%s\" is the %s %s (expected: a number)"
                    .formatted(name, metric, value.kind(), ShownText.cut(JsonWriter.write(value))));
          }
        });
  }

  private static PipelinesException mismatch(
      ParameterDeclaration declaration, String found, String place) {
    return wrong(
        "output parameter \"%s\": %s in %s (expected: %s)"
            .formatted(declaration.name(), found, place, declaration.type()));
  }

  private static PipelinesException wrong(String message) {
    return new PipelinesException(ErrorCode.UNKNOWN, message);
  }

  /** A text in quotes; quotes of its own are told from them. */
  private static String shown(String text) {
    return ShownText.cut(JsonWriter.write(JsonValue.of(text)));
  }
}
