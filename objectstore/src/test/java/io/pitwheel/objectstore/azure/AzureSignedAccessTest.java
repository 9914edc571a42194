package io.pitwheel.objectstore.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.UploadedPart;
import io.pitwheel.testing.objectstore.BlobServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed requests, and what is said when the store refuses. */
class AzureSignedAccessTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path settings;
  private AzureFixture fixture;
  private SignedAccess access;

  @BeforeEach
  void openContainer() {
    fixture = new AzureFixture(settings);
    access = fixture.store().signedAccess(fixture.location("a")).orElseThrow();
  }

  @Test
  void readsAndWritesWithSignedRequests() throws Exception {
    String location = fixture.location("run 1/model");

    HttpResponse<String> written = send(access.put(location, HOUR), "weights");
    HttpResponse<String> read = send(access.get(location, HOUR, "model.bin"), "");

    assertThat(written.statusCode()).isEqualTo(201);
    assertThat(read.body()).isEqualTo("weights");
    assertThat(read.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"model.bin\"");
  }

  @Test
  void makesAnObjectOfParts() throws Exception {
    String location = fixture.location("big");
    String upload = access.beginParts(location);
    for (int number : List.of(1, 2)) {
      HttpResponse<String> answer =
          send(access.putPart(location, upload, number, HOUR), "part" + number);
      assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
    }

    List<UploadedPart> parts = List.of(new UploadedPart(1, ""), new UploadedPart(2, ""));
    access.completeParts(location, upload, parts);
    // As a caller does whose answer was lost.
    access.completeParts(location, upload, parts);
    access.abandonParts(location, upload);

    assertThat(text(location)).isEqualTo("part1part2");
  }

  @Test
  void isRefusedForAnotherObject() throws Exception {
    fixture.store().write(fixture.location("other"), new ByteArrayInputStream(new byte[] {1}));
    String uri = access.get(fixture.location("model"), HOUR, "").uri().toString();

    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(uri.replace("/model", "/other"))).build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void namesWhatIsWrong() {
    String other = Base64.getEncoder().encodeToString(new byte[64]);
    ObjectStore wrong = AzureFixture.storeWith(settings, other);
    ObjectStore none = AzureFixture.storeWith(settings, "");

    assertThatThrownBy(() -> fixture.store().read("azblob://nobody-made/a", ByteRange.ALL))
        .hasMessageContainingAll("azblob://nobody-made/a", "Pitwheel makes none");
    assertThatThrownBy(() -> wrong.exists(fixture.location("a")))
        .hasMessageContaining(BlobServer.shared().endpoint())
        .hasMessageNotContaining(other);
    assertThatThrownBy(() -> none.exists(fixture.location("a")))
        .hasMessageContaining("AZURE_STORAGE_ACCOUNT");
  }

  private HttpResponse<String> send(SignedRequest request, String body) throws Exception {
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri());
    request.headers().forEach(builder::header);
    builder.method(
        request.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return client.send(builder.build(), BodyHandlers.ofString());
  }

  private String text(String location) throws IOException {
    try (var bytes = fixture.store().read(location, ByteRange.ALL)) {
      return new String(bytes.readAllBytes(), UTF_8);
    }
  }
}
