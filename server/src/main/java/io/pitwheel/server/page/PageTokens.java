package io.pitwheel.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.signing.KeyRing;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Page tokens: where a page ended, signed, so that nobody can make one up or use one for another
 * list than it was given for. KFP's are neither signed nor bound.
 */
public final class PageTokens {
  /** Until when a token counts, at least: who pages more slowly begins anew. */
  public static final Duration LIFETIME = Duration.ofDays(1);

  private static final int HEAD_LENGTH = KeyRing.SIGNATURE_LENGTH + Long.BYTES;

  private final KeyRing keys;

  public PageTokens(KeyRing keys) {
    this.keys = keys;
  }

  /**
   * What a token carries.
   *
   * @param scope what is listed: kind, namespace and so on
   * @param sortValue of the last row of the page
   * @param id of that row
   */
  record Content(String scope, String sort, String filter, String sortValue, String id) {}

  String sign(Content content) {
    byte[] payload =
        JsonWriter.write(
                JsonValue.listOf(
                    List.of(
                        JsonValue.of(content.scope()),
                        JsonValue.of(content.sort()),
                        JsonValue.of(content.filter()),
                        JsonValue.of(content.sortValue()),
                        JsonValue.of(content.id()))))
            .getBytes(UTF_8);
    long generation = keys.generation();
    byte[] signature =
        keys.sign(generation, payload)
            .orElseThrow(() -> new IllegalStateException("no key to sign with"));
    byte[] token =
        ByteBuffer.allocate(HEAD_LENGTH + payload.length)
            .put(signature)
            .putLong(generation)
            .put(payload)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT when this server did not make the token
   */
  Content verify(String token) {
    byte[] bytes = decode(token);
    if (bytes.length <= HEAD_LENGTH) {
      throw refused();
    }
    byte[] signature = Arrays.copyOf(bytes, KeyRing.SIGNATURE_LENGTH);
    long generation = ByteBuffer.wrap(bytes).getLong(KeyRing.SIGNATURE_LENGTH);
    byte[] payload = Arrays.copyOfRange(bytes, HEAD_LENGTH, bytes.length);
    if (!keys.verifies(generation, payload, signature)) {
      throw refused();
    }
    List<String> texts =
        ((JsonList) JsonReader.read(new String(payload, UTF_8)))
            .values().stream().map(value -> ((JsonText) value).value()).toList();
    return new Content(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4));
  }

  private static byte[] decode(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException exception) {
      throw refused();
    }
  }

  private static PipelinesException refused() {
    return PipelinesException.invalid(
        "page_token",
        "reading page_token: not a token of this server, or too old (expected: next_page_token of a"
            + " page)");
  }
}
