package io.pitwheel.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.StoredPage;
import io.pitwheel.objectstore.UploadedPart;
import io.pitwheel.testing.objectstore.BucketServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed requests and parts, made by a client that has no credentials. */
class S3SignedAccessTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final S3Fixture fixture = new S3Fixture();
  private final SignedAccess access = fixture.store().signedAccess(location("a")).orElseThrow();
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void readsWithASignedRequestAndSaysHowToCallTheFile() throws Exception {
    fixture.store().write(location("model"), new ByteArrayInputStream("weights".getBytes()));

    SignedRequest request = access.get(location("model"), HOUR, "M\u00fcller.bin");
    HttpResponse<String> answer = send(request, new byte[0]);

    assertThat(answer.body()).isEqualTo("weights");
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"M_ller.bin\"; filename*=UTF-8''M%C3%BCller.bin");
    assertThat(request.expiresAt()).isAfter(Instant.EPOCH);
    assertThat(request.toString()).contains("/model").doesNotContain("Signature");
  }

  @Test
  void listsAnObjectAndWhatIsBelowPageByPage() {
    for (int i = 0; i < 1001; i++) {
      BucketServer.shared().put(fixture.bucket(), "many/%04d".formatted(i), "1");
    }
    BucketServer.shared().put(fixture.bucket(), "many-others", "1");

    StoredPage first = access.list(location("many"), "");
    StoredPage second = access.list(location("many"), first.next());

    assertThat(first.objects()).hasSize(1000);
    assertThat(second.objects())
        .singleElement()
        .satisfies(object -> {
          assertThat(object.location()).isEqualTo(location("many/1000"));
          assertThat(object.size()).isEqualTo(1);
        });
    assertThat(second.next()).isEmpty();
    assertThat(access.list(location("many/0007"), "").objects()).hasSize(1);
  }

  @Test
  void writesWithASignedRequest() throws Exception {
    HttpResponse<String> answer = send(access.put(location("in"), HOUR), "bytes".getBytes());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text("in")).isEqualTo("bytes");
  }

  @Test
  void isRefusedWhenTheRequestIsChanged() throws Exception {
    fixture.store().write(location("other"), new ByteArrayInputStream("secret".getBytes()));
    SignedRequest request = access.get(location("model"), HOUR, "");

    URI changed = URI.create(request.uri().toString().replace("/model", "/other"));

    assertThat(client.send(HttpRequest.newBuilder(changed).build(), BodyHandlers.ofString()))
        .returns(403, HttpResponse::statusCode);
  }

  @Test
  void makesAnObjectOfParts() throws Exception {
    String upload = access.beginParts(location("big"));
    byte[] first = new byte[SignedAccess.MIN_PART_BYTES];
    first[first.length - 1] = 7;
    String firstTag = tag(send(access.putPart(location("big"), upload, 1, HOUR), first));
    String lastTag = tag(send(access.putPart(location("big"), upload, 2, HOUR), "end".getBytes()));

    access.completeParts(
        location("big"),
        upload,
        List.of(new UploadedPart(1, firstTag), new UploadedPart(2, lastTag)));

    assertThat(fixture.store().find(location("big")).orElseThrow().size())
        .isEqualTo(first.length + 3L);
    try (var bytes = fixture.store().read(location("big"), ByteRange.from(first.length - 1L))) {
      assertThat(bytes.readAllBytes()).containsExactly(7, 'e', 'n', 'd');
    }
  }

  @Test
  void givesUpPartsAsOftenAsItIsAsked() throws Exception {
    String upload = access.beginParts(location("big"));
    send(access.putPart(location("big"), upload, 1, HOUR), "part".getBytes());

    access.abandonParts(location("big"), upload);
    access.abandonParts(location("big"), upload);

    assertThat(fixture.store().exists(location("big"))).isFalse();
  }

  @Test
  void makesAnObjectOfPartsAsOftenAsItIsAsked() throws Exception {
    String upload = access.beginParts(location("big"));
    String tag = tag(send(access.putPart(location("big"), upload, 1, HOUR), "part".getBytes()));
    List<UploadedPart> parts = List.of(new UploadedPart(1, tag));
    access.completeParts(location("big"), upload, parts);

    access.completeParts(location("big"), upload, parts);

    assertThat(text("big")).isEqualTo("part");
    assertThatThrownBy(() -> access.completeParts(location("other"), upload, parts))
        .as("no object is there")
        .hasMessageContainingAll("completing the parts of", "/other");
  }

  @Test
  void refusesValiditiesAndPartsOutOfBounds() {
    for (Duration validity : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(8))) {
      assertThatThrownBy(() -> access.get(location("model"), validity, ""))
          .hasMessageContaining("at most 7 days");
    }
    for (int number : List.of(0, -1, 10_001)) {
      assertThatThrownBy(() -> access.putPart(location("model"), "upload", number, HOUR))
          .hasMessageContaining("1 to 10000");
    }
  }

  @Test
  void writesLargeFilesInPartsAndReadsThemBack() throws IOException {
    long size = 64L * 1024 * 1024 + 5;
    Path file = folder.resolve("large");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("start".getBytes()));
      channel.position(size - 3);
      channel.write(ByteBuffer.wrap("end".getBytes()));
    }

    fixture.store().publish(file, location("large"));

    Path staged = fixture.store().stage(location("large"), folder.resolve("staged"));
    assertThat(Files.mismatch(file, staged)).isEqualTo(-1);
  }

  @Test
  void writesLongStreamsInParts() throws IOException {
    byte[] bytes = new byte[17 * 1024 * 1024];
    bytes[bytes.length - 1] = 1;

    fixture.store().write(location("stream"), new ByteArrayInputStream(bytes));

    try (var read = fixture.store().read(location("stream"), ByteRange.ALL)) {
      assertThat(read.readAllBytes()).isEqualTo(bytes);
    }
  }

  private HttpResponse<String> send(SignedRequest request, byte[] body) throws Exception {
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri());
    request.headers().forEach(builder::header);
    builder.method(
        request.method(),
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    return client.send(builder.build(), BodyHandlers.ofString());
  }

  private static String tag(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("etag").orElseThrow();
  }

  private String text(String name) throws IOException {
    try (var bytes = fixture.store().read(location(name), ByteRange.ALL)) {
      return new String(bytes.readAllBytes());
    }
  }

  private String location(String name) {
    return fixture.location(name);
  }
}
