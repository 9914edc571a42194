package io.pitwheel.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.testing.objectstore.BucketServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pod is answered by a server that signs nothing for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DirectStoresTest {
  private LaunchServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = LaunchServer.withoutSigning(folder);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void tellsThePodOfItsStoresWithoutTheServersCredentials() {
    HttpResponse<String> answer = server.call("begin", "\"protocol_version\": 1");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"direct_stores\"", BucketServer.shared().endpoint().toString())
        .doesNotContain(BucketServer.ACCESS_KEY, BucketServer.SECRET_KEY);
  }

  @ParameterizedTest
  @CsvSource({"sign, GET", "sign, PUT", "list,", "beginParts,"})
  void signsNothing(String verb, @Nullable String method) {
    String location = "\"location\": \"%s\"".formatted(server.at("out/1/model"));
    String more = method == null ? location : location + ", \"method\": \"%s\"".formatted(method);

    HttpResponse<String> answer = server.call(verb, more);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("kubernetes.launcherCredentials is pod")
        .doesNotContain("X-Amz");
  }
}
