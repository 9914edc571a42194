package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.PipelineTaskSpec;
import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.specification.reader.message.DurationText;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.time.Duration;

/** Reads a retry policy; what it leaves out is what the SDK would have written. */
final class RetryPolicyReader {
  private static final double DEFAULT_FACTOR = 2;
  private static final Duration DEFAULT_LONGEST_WAIT = Duration.ofHours(1);

  private RetryPolicyReader() {}

  static RetryPolicy read(PipelineTaskSpec.RetryPolicy policy, DocumentPath path) {
    int maxRetries = policy.getMaxRetryCount();
    if (maxRetries < 0) {
      throw Refusal.of(path.field("maxRetryCount"), Integer.toString(maxRetries), "0 or more");
    }
    double factor = policy.getBackoffFactor();
    if (factor < 0) {
      throw Refusal.of(path.field("backoffFactor"), Double.toString(factor), "0 or more");
    }
    Duration longestWait =
        policy.hasBackoffMaxDuration()
            ? wait(policy.getBackoffMaxDuration(), path.field("backoffMaxDuration"))
            : DEFAULT_LONGEST_WAIT;
    return new RetryPolicy(
        maxRetries,
        wait(policy.getBackoffDuration(), path.field("backoffDuration")),
        factor == 0 ? DEFAULT_FACTOR : factor,
        longestWait);
  }

  private static Duration wait(com.google.protobuf.Duration duration, DocumentPath path) {
    Duration wait = DurationText.toJava(duration);
    if (wait.isNegative()) {
      throw Refusal.of(path, DurationText.format(duration), "a duration of 0s or more");
    }
    return wait;
  }
}
