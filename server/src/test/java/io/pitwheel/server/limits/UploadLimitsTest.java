package io.pitwheel.server.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads: how many at once, how large, and what they may unpack to. */
class UploadLimitsTest {
  private static final String UPLOAD = "/apis/v2beta1/pipelines/upload";
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int BLOCK = 512;

  /** A pipeline at an address: fetched files share the places. */
  private static final String FETCHED =
      """
      {"pipeline": {"display_name": "fetched"}, "pipeline_version": {"display_name": "1",
       "package_url": {"pipeline_url": "https://127.0.0.1:9/a.yaml"}}}
      """;

  /** A place is taken and freed by another thread than the one that answers. */
  private static final int MAX_TRIES = 1_000;

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of("limits.uploads", "2"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void refusesOneMoreUploadAtOnceAndTakesItAfterwards() throws IOException {
    var held = new ArrayList<Socket>();
    HttpResponse<String> answer;
    HttpResponse<String> fetched;
    try {
      // One that begins while another upload has its place is refused itself, so more are begun.
      do {
        held.add(beginUpload());
        answer = server.upload(UPLOAD, "a.bin", new byte[] {1, 2, 3});
      } while (answer.statusCode() != 429 && held.size() < MAX_TRIES);
      fetched = server.post("/apis/v2beta1/pipelines/create", FETCHED);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(answer.body())
        .startsWith("{\"code\":8,")
        .contains("2 others do already", "limits.uploads", "\"error_message\":");
    assertThat(fetched.body()).contains("2 others do already");
    assertThat(fetched.statusCode()).isEqualTo(429);
    assertThat(uploadUntil(400).body()).contains("of an unknown kind");
  }

  private static Socket beginUpload() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.handle().port());
    String head =
        """
        POST %s HTTP/1.1\r
        Host: localhost:%d\r
        Content-Type: multipart/form-data; boundary=edge\r
        Content-Length: 1000\r
        \r
        --edge\
        """
            .formatted(UPLOAD, server.handle().port());
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  private static HttpResponse<String> uploadUntil(int status) {
    HttpResponse<String> answer = server.upload(UPLOAD, "a.bin", new byte[] {1, 2, 3});
    for (int tries = 0; tries < MAX_TRIES && answer.statusCode() != status; tries++) {
      answer = server.upload(UPLOAD, "a.bin", new byte[] {1, 2, 3});
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  @Test
  void refusesAFileBeyondTheBound() {
    var answer = server.upload(UPLOAD, "a.yaml", new byte[33 * MEBIBYTE]);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    assertThat(answer.body()).startsWith("{\"code\":3,").contains("too long");
  }

  @Test
  void refusesWhatUnpacksToMoreThanTheBoundWhereverItLies() throws IOException {
    byte[] zeros = new byte[33 * MEBIBYTE];

    assertRefused("a.zip", zip(Map.of("big.txt", zeros)), "more than 33554432 bytes");
    assertRefused("a.zip", zip(Map.of("folder/", zeros)), "more than 33554432 bytes");
    assertRefused("a.tar.gz", packed(new byte[65 * MEBIBYTE]), "expected");
    assertRefused("a.tar.gz", packed(tar('5', "77777777777", 65 * MEBIBYTE)), "bytes unpacked");
    assertRefused("a.tar.gz", packed(tar('0', "77777777777", 65 * MEBIBYTE)), "33554432 bytes");
  }

  @Test
  void refusesMoreEntriesThanTheBound() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i <= 1_000; i++) {
        zip.putNextEntry(new ZipEntry(i % 2 == 0 ? i + "/" : i + ".yaml"));
        zip.closeEntry();
      }
    }

    assertRefused("a.zip", bytes.toByteArray(), "more than 1000 entries");
  }

  @Test
  void unpacksNoArchiveInsideOfAnother() throws IOException {
    byte[] inner = zip(Map.of("pipeline.yaml", Specifications.twoSteps()));

    assertRefused("a.zip", zip(Map.of("inner.zip", inner)), "first entry inner.zip");
    assertRefused("a.gz", packed(packed(inner)), "expected");
  }

  private static void assertRefused(String name, byte[] file, String told) {
    HttpResponse<String> answer = server.upload(UPLOAD, name, file);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\":3,").contains(told);
    assertThat(server.get("/apis/v2beta1/pipelines").body()).isEqualTo("{}");
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] packed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /** An archive of one entry that says to be as long as its octal digits, and zeros after it. */
  private static byte[] tar(char type, String octalSize, int length) {
    byte[] tar = new byte[BLOCK + length];
    System.arraycopy("big.yaml".getBytes(UTF_8), 0, tar, 0, 8);
    System.arraycopy(octalSize.getBytes(UTF_8), 0, tar, 124, octalSize.length());
    tar[156] = (byte) type;
    return tar;
  }
}
