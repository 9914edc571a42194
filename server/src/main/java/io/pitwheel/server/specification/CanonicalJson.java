package io.pitwheel.server.specification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One text for equal values: compact JSON with keys in order, whoever wrote it first. */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** SHA-256 of the canonical text of the values as one list, in lower-case hexadecimal. */
  public static String digest(JsonValue... values) {
    String text = JsonWriter.canonical(JsonValue.listOf(List.of(values)));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("every JDK has SHA-256", exception);
    }
  }
}
