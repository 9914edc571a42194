package io.pitwheel.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskReachTest {
  private static final TaskReach REACH =
      new TaskReach(
          List.of("s3://bucket/in/data"), List.of("s3://bucket/out/1", "s3://bucket/out/1.log"));

  @Test
  void readsInputsAndWhatItWrites() {
    assertThat(REACH.mayRead("s3://bucket/in/data")).isTrue();
    assertThat(REACH.mayRead("s3://bucket/in/data/part %20/.hidden..x/a")).isTrue();
    assertThat(REACH.mayRead("s3://bucket/out/1/model")).isTrue();
  }

  @Test
  void writesOutputsAndItsLogAlone() {
    assertThat(REACH.mayWrite("s3://bucket/out/1/large-outputs/text")).isTrue();
    assertThat(REACH.mayWrite("s3://bucket/out/1.log")).isTrue();
    assertThat(REACH.mayWrite("s3://bucket/in/data")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3://bucket",
        "s3://bucket/in",
        "s3://bucket/in/database",
        "s3://bucket/out/10/x",
        "s3://bucket/out/2/x",
        "s3://other/in/data/x",
        "gs://bucket/in/data/x",
        "s3://bucket/in/data/../secret",
        "s3://bucket/in/data/..",
        "s3://bucket/in/data/x/./y",
        "s3://bucket/in/data//x",
        "s3://bucket/in/data/",
        "s3://bucket/in/data/%2E%2e/secret",
        "s3://bucket/in/data/x%2fy",
        "s3://bucket/in/data/x\\y",
        "s3://bucket/in/data/x\ny",
        "S3://bucket/in/data/x"
      })
  void touchesNothingElse(String location) {
    assertThat(REACH.mayRead(location)).isFalse();
    assertThat(REACH.mayWrite(location)).isFalse();
  }
}
