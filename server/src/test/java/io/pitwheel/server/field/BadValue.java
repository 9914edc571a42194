package io.pitwheel.server.field;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Something that may be wrong about a field.
 *
 * @param name of it in the data
 * @param json as it stands in a body
 */
record BadValue(String name, String json) {
  /** A byte that UTF-8 has nowhere. */
  private static final byte NO_CHARACTER = (byte) 0xff;

  /** What is put nowhere. */
  static final BadValue NONE = new BadValue("none", "null");

  static final List<BadValue> ALL =
      List.of(
          new BadValue("null", "null"),
          new BadValue("empty", "\"\""),
          new BadValue("blank", "\" \""),
          new BadValue("statement", "\"'; drop table runs; --\""),
          new BadValue("nul", "\"a\\u0000\""),
          new BadValue("surrogate", "\"\\ud800\""),
          new BadValue("bytes", "\"no UTF-8\""),
          new BadValue("long", "\"" + "x".repeat(20_000) + "\""),
          new BadValue("birds", "\"" + "🐧".repeat(3_000) + "\""),
          new BadValue("digits", "\"77\""),
          new BadValue("77", "77"),
          new BadValue("-1", "-1"),
          new BadValue("1.5", "1.5"),
          new BadValue("2^63", "9223372036854775808"),
          new BadValue("1e400", "1e400"),
          new BadValue("true", "true"),
          new BadValue("list", "[]"),
          new BadValue("lists", "[[[1]]]"),
          new BadValue("texts", "[\"\",\"none\"]"),
          new BadValue("object", "{}"),
          new BadValue("unknown", "{\"unknown\":{\"deep\":[1]}}"),
          new BadValue("unnamed", "{\"\":\"\"}"));

  /** Texts and numbers, which a store may see; everything else is refused before it is asked. */
  static final List<BadValue> FOR_STORES =
      ALL.stream()
          .filter(value ->
              List.of(
                      "empty",
                      "statement",
                      "nul",
                      "surrogate",
                      "bytes",
                      "long",
                      "birds",
                      "-1",
                      "2^63")
                  .contains(value.name()))
          .toList();

  /** What a body has in its place. */
  byte[] bytes() {
    byte[] bytes = json.getBytes(UTF_8);
    if (name.equals("bytes")) {
      bytes[1] = NO_CHARACTER;
    }
    return bytes;
  }

  /** Whether it may stand where a body has a key. */
  boolean isText() {
    return json.startsWith("\"");
  }

  /** What a query or a path has in its place. */
  String text() {
    return switch (name) {
      case "nul" -> "a\u0000";
      default -> isText() ? json.substring(1, json.length() - 1) : json;
    };
  }

  /** Whether an address can hold it. */
  boolean isForAddresses() {
    return !name.equals("surrogate") && !name.equals("bytes");
  }
}
