package io.pitwheel.launcher.pod;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResultForm;
import io.pitwheel.launcher.bucket.GivenStores;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pod that opens the real store itself, with credentials of its container. */
@Timeout(120)
class DirectPodTest extends PodFixture {
  private static final String WRONG_SECRET = "a-secret-that-nobody-may-see";

  private final BucketServer buckets = BucketServer.shared();
  private final String bucket = buckets.newBucket();
  private final String outputs = "s3://%s/run-1/train/2".formatted(bucket);

  DirectPodTest() throws IOException {}

  @BeforeEach
  void tell() {
    server.tellsOfStores(GivenStores.told(buckets));
    buckets.put(bucket, "in/rows", "rows");
    server.tells(copying());
  }

  @Test
  void asksTheServerForNothingButItsTask() {
    int exitCode = launch(credentials(BucketServer.SECRET_KEY)).run();

    assertThat(exitCode).as(notes()).isZero();
    assertThat(buckets.text(bucket, "run-1/train/2/model")).isEqualTo("rows");
    assertThat(buckets.text(bucket, "run-1/train/2.log")).isEqualTo("done\n");
    assertThat(server.requests).containsExactly("begin", "end");
    assertThat(server.results.getFirst())
        .isInstanceOfSatisfying(
            LaunchResult.Succeeded.class, succeeded -> assertThat(succeeded.warnings()).isEmpty());
  }

  @Test
  void failsInTheWordsOfTheStoreWithoutItsSecrets() {
    int exitCode = launch(credentials(WRONG_SECRET)).run();

    assertThat(exitCode).isEqualTo(1);
    assertThat(server.results)
        .singleElement()
        .isInstanceOfSatisfying(
            LaunchResult.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
              assertThat(failed.failure().message())
                  .contains("SignatureDoesNotMatch", buckets.endpoint().toString());
            });
    assertThat(JsonWriter.write(LaunchResultForm.write(server.results.getFirst())) + notes())
        .doesNotContain(WRONG_SECRET);
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  private LaunchInstruction copying() {
    return shell("cat $0 > $1; echo done")
        .arguments("{{$.inputs.artifacts['file'].path}}", "{{$.outputs.artifacts['model'].path}}")
        .artifact("file", "s3://%s/in/rows".formatted(bucket))
        .outputArtifact("model", "system.Model")
        .outputLocation(outputs)
        .build();
  }

  private static Map<String, String> credentials(String secret) {
    return Map.of("AWS_ACCESS_KEY_ID", BucketServer.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", secret);
  }
}
