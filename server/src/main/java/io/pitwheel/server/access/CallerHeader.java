package io.pitwheel.server.access;

import io.pitwheel.access.Caller;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.util.List;

/**
 * The header in which whatever stands in front of the server says who is calling (KFP:
 * KUBEFLOW_USERID_HEADER and KUBEFLOW_USERID_PREFIX).
 *
 * @param name empty when nobody says so: then no caller is known
 * @param prefix of each value, taken off
 */
public record CallerHeader(String name, String prefix) {
  /** Where nobody says who is calling. */
  public static final CallerHeader NONE = new CallerHeader("", "");

  boolean isTrusted() {
    return !name.isEmpty();
  }

  /**
   * Who calls.
   *
   * @param values of the header
   * @throws PipelinesException ABORTED (KFP: 409) for several, or one without the prefix
   */
  Caller read(List<String> values) {
    if (values.isEmpty() || !isTrusted()) {
      return Caller.ANONYMOUS;
    }
    String value = values.getFirst();
    if (values.size() > 1 || !value.startsWith(prefix)) {
      throw new PipelinesException(
          ErrorCode.ABORTED,
          "reading who calls, header %s: %s (expected: one value%s)"
              .formatted(
                  name,
                  values.size() > 1 ? values.size() + " values" : "another beginning",
                  prefix.isEmpty() ? "" : " that begins with " + prefix));
    }
    return new Caller(value.substring(prefix.length()));
  }
}
