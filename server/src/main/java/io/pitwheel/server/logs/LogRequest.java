package io.pitwheel.server.logs;

import com.linecorp.armeria.common.QueryParams;
import io.pitwheel.failure.PipelinesException;

/**
 * What of a log is asked for.
 *
 * @param attempt 0 for the newest
 * @param offset bytes to leave out
 */
record LogRequest(boolean isSystem, int attempt, boolean follows, long offset) {
  /**
   * @throws PipelinesException INVALID_ARGUMENT naming the parameter
   */
  static LogRequest read(QueryParams query) {
    String kind = query.get("kind", "user");
    if (!kind.equals("user") && !kind.equals("system")) {
      throw refused("kind", kind, "user or system");
    }
    String follow = query.get("follow", "false");
    if (!follow.equals("true") && !follow.equals("false")) {
      throw refused("follow", follow, "true or false");
    }
    return new LogRequest(
        kind.equals("system"),
        (int) number("attempt", query.get("attempt", "0"), Integer.MAX_VALUE),
        follow.equals("true"),
        number("offset", query.get("offset", "0"), Long.MAX_VALUE));
  }

  private static long number(String name, String text, long max) {
    if (text.matches("\\d{1,18}") && Long.parseLong(text) <= max) {
      return Long.parseLong(text);
    }
    throw refused(name, text, "a number from 0");
  }

  private static PipelinesException refused(String name, String value, String expected) {
    return PipelinesException.invalid(
        name, "reading a log, %s: %s (expected: %s)".formatted(name, value, expected));
  }
}
