package io.pitwheel.engine.argo.compiler;

import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;

/** A retry policy in Argo's form: it starts the next pod of a task whose command failed. */
final class RetryForm {
  private RetryForm() {}

  /** Empty for a policy without retries. */
  static JsonObject of(RetryPolicy policy) {
    if (policy.maxRetries() == 0) {
      return JsonObject.EMPTY;
    }
    var form = new JsonMembers().put("limit", JsonValue.of(policy.maxRetries()));
    // A node that is lost is retried like a command that fails, as KFP's users expect.
    form.put("retryPolicy", "Always");
    if (!policy.firstWait().isZero()) {
      var backoff = new JsonMembers().put("duration", policy.firstWait().toSeconds() + "s");
      if (policy.factor() != 1) {
        backoff.put("factor", JsonValue.of(policy.factor()));
      }
      if (!policy.longestWait().isZero()) {
        backoff.put("cap", policy.longestWait().toSeconds() + "s");
      }
      form.put("backoff", backoff.build());
    }
    return form.build();
  }
}
