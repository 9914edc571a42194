package io.pitwheel.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Page tokens: where a page ended, signed, so that nobody can make one up or use one for another
 * list than it was given for. KFP's are neither signed nor bound.
 */
public final class PageTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_LENGTH = 32;

  private final SecretKeySpec key;

  /**
   * @param key secret, at least 16 bytes
   */
  public PageTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
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
    byte[] token = new byte[SIGNATURE_LENGTH + payload.length];
    System.arraycopy(signature(payload), 0, token, 0, SIGNATURE_LENGTH);
    System.arraycopy(payload, 0, token, SIGNATURE_LENGTH, payload.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT when this server did not make the token
   */
  Content verify(String token) {
    byte[] bytes = decode(token);
    if (bytes.length <= SIGNATURE_LENGTH) {
      throw refused();
    }
    byte[] payload = java.util.Arrays.copyOfRange(bytes, SIGNATURE_LENGTH, bytes.length);
    byte[] given = java.util.Arrays.copyOf(bytes, SIGNATURE_LENGTH);
    if (!MessageDigest.isEqual(given, signature(payload))) {
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

  private byte[] signature(byte[] payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(payload);
    } catch (GeneralSecurityException exception) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, exception);
    }
  }

  private static PipelinesException refused() {
    return PipelinesException.invalid(
        "page_token",
        "reading page_token: not a token of this server (expected: next_page_token of a page)");
  }
}
