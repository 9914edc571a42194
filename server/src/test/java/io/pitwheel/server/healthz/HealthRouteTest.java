package io.pitwheel.server.healthz;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthRouteTest {
  @Test
  void saysThatThereIsOneUserEvenThoughFalseIsADefault(@TempDir Path folder) {
    try (var server = new RunningServer(folder)) {
      var answer = server.get("/apis/v2beta1/healthz");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "{\"commit_sha\":\"unknown\",\"tag_name\":\"unknown\",\"multi_user\":false,"
                  + "\"pipeline_store\":\"database\"}");
    }
  }
}
