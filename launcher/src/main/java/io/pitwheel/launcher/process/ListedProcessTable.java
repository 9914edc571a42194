package io.pitwheel.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks {@code ps}, where there is no {@code /proc}: macOS. */
final class ListedProcessTable implements ProcessTable {
  private static final Pattern MARK = Pattern.compile("(?:^|\\s)" + MARK_VARIABLE + "=(\\S*)");

  @Override
  public List<Long> processIds() {
    return ask("ps", "-axo", "pid=").lines().map(String::strip).map(Long::valueOf).toList();
  }

  @Override
  public Optional<String> markOf(long processId) {
    String line = ask("ps", "eww", "-o", "command=", "-p", Long.toString(processId));
    var found = MARK.matcher(line);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String ask(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (var output = process.getInputStream()) {
        return new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException exception) {
      throw new IllegalStateException("ps cannot be started", exception);
    }
  }
}
