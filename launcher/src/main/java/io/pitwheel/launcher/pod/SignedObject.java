package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.bucket.TransientException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests for one object by addresses that the server signs, each anew: they are valid for a short
 * time only. One try each.
 */
record SignedObject(SignedBuckets buckets, String location) {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** The bytes; closed by the caller. */
  InputStream get(ByteRange range) throws IOException {
    Signed signed = sign("GET", new JsonMembers());
    boolean isWhole = range.equals(ByteRange.ALL);
    var headers = new TreeMap<>(signed.headers());
    if (!isWhole) {
      headers.put("Range", "bytes=%d-%s".formatted(range.offset(), lastOf(range)));
    }
    HttpAnswer answer = buckets.http().send(signed.method(), signed.url(), headers);
    if (answer.status() == RANGE_NOT_SATISFIABLE) {
      answer.close();
      return InputStream.nullInputStream();
    }
    if (!answer.isGood()) {
      throw refusal(answer);
    }
    return answer.body();
  }

  /**
   * Writes the object whole, or a part of it.
   *
   * @param method {@code PUT} or {@code PUT_PART}
   * @param further members of the request to sign
   * @return the tag of what was written
   */
  String put(String method, JsonMembers further, PlainHttp.Body body) throws IOException {
    Signed signed = sign(method, further);
    try (HttpAnswer answer =
        buckets.http().send(signed.method(), signed.url(), signed.headers(), body)) {
      if (!answer.isGood()) {
        throw refusal(answer);
      }
      // Read to its end, so that the connection serves again.
      answer.text();
      return answer.tag();
    }
  }

  private Signed sign(String method, JsonMembers further) throws IOException {
    JsonObject answer =
        buckets
            .calls()
            .attempt(
                "sign",
                "asking the server for access to " + location,
                buckets
                    .task()
                    .members()
                    .put("location", location)
                    .put("method", method)
                    .putAll(further.build())
                    .build());
    return Signed.of(answer, method);
  }

  private static String lastOf(ByteRange range) {
    boolean isOpen = range.length() > Long.MAX_VALUE - range.offset();
    return isOpen ? "" : Long.toString(range.offset() + range.length() - 1);
  }

  private PipelinesException refusal(HttpAnswer answer) throws IOException {
    try (answer) {
      String said =
          "the object store answers %d for %s: %s"
              .formatted(answer.status(), location, answer.beginning());
      if (answer.isTransient()) {
        throw TransientException.away(said);
      }
      return switch (answer.status()) {
        case NOT_FOUND -> new PipelinesException(ErrorCode.NOT_FOUND, said);
        // Perhaps the address has expired while we were waiting for something.
        case FORBIDDEN -> throw TransientException.refused(ErrorCode.PERMISSION_DENIED, said);
        default -> throw TransientException.refused(ErrorCode.UNKNOWN, said);
      };
    }
  }

  /** A request that carries its own permission; its address is a secret. */
  private record Signed(String method, String url, Map<String, String> headers) {
    static Signed of(JsonObject answer, String method) throws IOException {
      var headers = new TreeMap<String, String>();
      if (answer.members().get("headers") instanceof JsonObject given) {
        given
            .members()
            .forEach((name, value) -> {
              if (value instanceof JsonText(String text)) {
                headers.put(name, text);
              }
            });
      }
      if (!(answer.members().get("url") instanceof JsonText(String url))) {
        throw TransientException.away("the server's answer has no url");
      }
      return new Signed(
          answer.members().get("method") instanceof JsonText(String said) ? said : method,
          url,
          headers);
    }
  }
}
