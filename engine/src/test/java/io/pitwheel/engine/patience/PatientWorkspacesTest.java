package io.pitwheel.engine.patience;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunWorkspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatientWorkspacesTest {
  private final List<String> calls = new ArrayList<>();
  private final RunWorkspaces workspaces =
      new PatientWorkspaces(
          new AwayAtFirst(calls), StorePatience.withoutEnd(new CountDownLatch(1)));

  @Test
  void waitForAStoreThatIsAway() {
    workspaces.bring("run-1", "s3://bucket/rows");
    workspaces.remove("run-1");

    assertThat(calls).containsExactly("run-1 s3://bucket/rows", "run-1 s3://bucket/rows", "run-1");
  }

  /** Whose store answers from the second call on. */
  private record AwayAtFirst(List<String> calls) implements RunWorkspaces {
    @Override
    public void bring(String runId, String uri) {
      calls.add(runId + " " + uri);
      if (calls.size() == 1) {
        throw new PipelinesException(ErrorCode.UNAVAILABLE, "the store of this test is away");
      }
    }

    @Override
    public void remove(String runId) {
      calls.add(runId);
    }
  }
}
