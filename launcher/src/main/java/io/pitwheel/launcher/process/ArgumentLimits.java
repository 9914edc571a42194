package io.pitwheel.launcher.process;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a system call that starts a program takes: on Linux 128 KiB an element, with the byte that
 * ends it, and no NUL inside. The system would only say "Argument list too long".
 */
public final class ArgumentLimits {
  /** Linux: {@code MAX_ARG_STRLEN}. Others take more in one element, and less is portable. */
  public static final int MAX_ELEMENT_BYTES = 128 * 1024 - 1;

  private ArgumentLimits() {}

  /** Whether every element fits. */
  public static boolean fit(List<String> arguments) {
    return arguments.stream().allMatch(argument -> sizeOf(argument) <= MAX_ELEMENT_BYTES);
  }

  /**
   * @throws PipelinesException FAILED_PRECONDITION naming the element that cannot be passed on
   */
  static void require(List<String> arguments, Map<String, String> environment) {
    for (int i = 0; i < arguments.size(); i++) {
      requireElement("element " + i + " of the command", arguments.get(i));
    }
    environment.forEach((name, value) -> {
      if (name.isEmpty() || name.contains("=")) {
        throw refused("environment variable \"" + name + "\"", "a name without =");
      }
      requireElement("environment variable " + name, name + "=" + value);
    });
  }

  private static void requireElement(String what, String element) {
    int size = sizeOf(element);
    if (size > MAX_ELEMENT_BYTES) {
      throw refused(
          "%s is %d bytes long, it begins with \"%s\""
              .formatted(what, size, element.substring(0, 40).replace('\n', ' ')),
          "at most %d bytes; pass large values as artifacts".formatted(MAX_ELEMENT_BYTES));
    }
    if (element.indexOf('\0') >= 0) {
      throw refused(what + " contains a NUL character", "none: programs cannot be given one");
    }
  }

  private static PipelinesException refused(String problem, String expected) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "starting the command: %s (expected: %s)".formatted(problem, expected));
  }

  private static int sizeOf(String element) {
    // Most are short, and no encoding is shorter than its characters.
    return element.length() * 4 <= MAX_ELEMENT_BYTES
        ? element.length()
        : element.getBytes(StandardCharsets.UTF_8).length;
  }
}
