package io.pitwheel.specification;

import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.TextDigest;

/**
 * Names a pipeline by its content: pipelines that differ only in the order of keys, the spelling of
 * fields (camelCase or snake_case) or written-out defaults have one digest.
 */
public final class SpecificationDigest {
  private SpecificationDigest() {}

  /** SHA-256 of both documents in canonical form, one a line, in lower-case hexadecimal. */
  public static String of(PipelineSpecification specification) {
    return of(specification.document(), specification.platformDocument());
  }

  /** The same for documents that were normalised by the reader. */
  public static String of(JsonObject document, JsonObject platformDocument) {
    return TextDigest.sha256(
        JsonWriter.canonical(document) + "\n" + JsonWriter.canonical(platformDocument));
  }
}
