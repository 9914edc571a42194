package io.pitwheel.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.UploadedPart;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.trust.TrustedAuthorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that forgets an upload once its object is made, as the server of the other tests not. */
class S3CompletionTest {
  private static final String ONE = "f97c5d29941bfb1b2fdab0874906ab82";
  private static final String TWO = "b8a9f715dbb64fd5c56e7783c6820a61";

  /** Of these two parts, as stores make it. */
  private static final String WHOLE = "1397b7ee3222e3980d0d20f23a871b02-2";

  private final HttpServer server;

  /** Of the object that is there; empty for none. */
  private String tagThere = "";

  S3CompletionTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void believesTheObjectThatIsMadeOfTheseParts() {
    tagThere = WHOLE;

    assertThatCode(() -> complete(ONE, TWO)).doesNotThrowAnyException();
  }

  @Test
  void believesNoOtherObject() {
    tagThere = WHOLE;
    assertForgotten(TWO, ONE);
    assertForgotten(ONE);
    assertForgotten(ONE, "encrypted");
    tagThere = ONE;
    assertForgotten(ONE);
    tagThere = "";
    assertForgotten(ONE, TWO);
  }

  private void assertForgotten(String... tags) {
    assertThatThrownBy(() -> complete(tags))
        .hasMessageContainingAll("completing the parts of", "/big", "NoSuchUpload");
  }

  private void complete(String... tags) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ObjectStore store =
        S3Fixture.storeAt(address, BucketServer.SECRET_KEY, TrustedAuthorities.standard());
    List<UploadedPart> parts =
        IntStream.range(0, tags.length)
            .mapToObj(index -> new UploadedPart(index + 1, "\"" + tags[index] + "\""))
            .toList();
    store
        .signedAccess("s3://bucket/big")
        .orElseThrow()
        .completeParts("s3://bucket/big", "gone", parts);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().add("ETag", "\"" + tagThere + "\"");
        exchange.sendResponseHeaders(tagThere.isEmpty() ? 404 : 200, -1);
      } else {
        byte[] error = "<Error><Code>NoSuchUpload</Code><Message>no</Message></Error>".getBytes();
        exchange.sendResponseHeaders(404, error.length);
        exchange.getResponseBody().write(error);
      }
    }
  }
}
