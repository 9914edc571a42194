package io.pitwheel.specification.reader;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.check.PipelineSpecificationValidator;
import io.pitwheel.specification.reader.scope.InputCompletion;
import io.pitwheel.specification.reader.text.DocumentBounds;
import io.pitwheel.specification.reader.text.DocumentPair;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * Reads a compiled pipeline in any form it arrives in: the text of a file (YAML or JSON, one or two
 * documents in either order), documents as stored, or the field {@code pipeline_spec} of a request.
 *
 * <p>Every method throws {@link PipelinesException} INVALID_ARGUMENT, and nothing else, for input
 * that is wrong; its path says where in the document. What is accepted is what KFP's server accepts
 * (backend/src/apiserver/template), with two differences: everything that would fail on the way is
 * refused here, and Argo Workflows are not pipelines.
 */
public final class PipelineDocumentReader {
  /** Bytes of text; KFP's limit for uploads. */
  public static final int MAX_BYTES = PipelineText.MAX_BYTES;

  private static final Set<String> PIPELINE_KEYS = Set.of("pipeline_spec", "pipelineSpec");
  private static final Set<String> PLATFORM_KEYS = Set.of("platform_spec", "platformSpec");

  private PipelineDocumentReader() {}

  /** Reads the content of a file: UTF-8, at most {@link #MAX_BYTES} long. */
  public static ReadPipeline read(byte[] content) {
    return read(PipelineText.decode(content));
  }

  /** Reads the text of a file, at most {@link #MAX_BYTES} long in UTF-8. */
  public static ReadPipeline read(String text) {
    List<JsonObject> documents = PipelineText.documents(text);
    if (documents.size() == 1 && isPair(documents.get(0))) {
      return readPair(documents.get(0));
    }
    DocumentPair pair = DocumentPair.of(documents);
    return validated(pair.pipeline(), pair.platform());
  }

  /**
   * Reads documents as they are stored.
   *
   * @param platformDocument an empty object for none
   */
  public static ReadPipeline read(JsonObject document, JsonObject platformDocument) {
    DocumentBounds.check(document);
    DocumentBounds.check(platformDocument);
    return validated(document, platformDocument);
  }

  /**
   * Reads the {@code pipeline_spec} of a request: the pipeline itself, or an object that holds it
   * as {@code pipeline_spec} beside a {@code platform_spec}, as the SDK sends a file of two
   * documents.
   */
  public static ReadPipeline readRequestBody(JsonObject body) {
    DocumentBounds.check(body);
    return isPair(body) ? readPair(body) : validated(body, JsonObject.EMPTY);
  }

  private static ReadPipeline validated(JsonObject document, JsonObject platformDocument) {
    PlatformDocument platform = PlatformDocument.read(platformDocument);
    PipelineSpecification specification = SpecificationReader.read(document, platform);
    List<String> warnings = PipelineSpecificationValidator.validate(specification);
    ClaimSizeRules.require(specification);
    PipelineSpecification complete = InputCompletion.complete(specification);
    // What was completed had been warned of.
    return new ReadPipeline(
        complete,
        warnings.isEmpty() ? warnings : PipelineSpecificationValidator.validate(complete));
  }

  private static boolean isPair(JsonObject document) {
    return PIPELINE_KEYS.stream().anyMatch(document.members()::containsKey);
  }

  private static ReadPipeline readPair(JsonObject body) {
    JsonObject pipeline = JsonObject.EMPTY;
    JsonObject platform = JsonObject.EMPTY;
    for (var member : body.members().entrySet()) {
      DocumentPath path = DocumentPath.TOP.field(member.getKey());
      if (PIPELINE_KEYS.contains(member.getKey())) {
        pipeline = object(member.getValue(), path);
      } else if (!PLATFORM_KEYS.contains(member.getKey())) {
        throw Refusal.of(
            path, "unknown field " + member.getKey(), "pipeline_spec and platform_spec");
      } else if (!(member.getValue() instanceof JsonNull)) {
        platform = object(member.getValue(), path);
      }
    }
    return validated(pipeline, platform);
  }

  private static JsonObject object(JsonValue value, DocumentPath path) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw Refusal.of(path, value.description(), "an object");
  }
}
