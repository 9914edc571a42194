package io.pitwheel.server.specification;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.TextDigest;
import java.util.List;

/** One text for equal values: compact JSON with keys in order, whoever wrote it first. */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** SHA-256 of the canonical text of the values as one list, in lower-case hexadecimal. */
  public static String digest(JsonValue... values) {
    return TextDigest.sha256(JsonWriter.canonical(JsonValue.listOf(List.of(values))));
  }
}
