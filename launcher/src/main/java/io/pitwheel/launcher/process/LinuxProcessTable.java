package io.pitwheel.launcher.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code /proc}. */
final class LinuxProcessTable implements ProcessTable {
  private static final File FOLDER = new File("/proc");
  private static final String PREFIX = MARK_VARIABLE + "=";

  /** An environment of more than this is not one of ours. */
  private static final int MAX_ENVIRONMENT_BYTES = 4 * 1024 * 1024;

  static boolean isPresent() {
    return new File(FOLDER, "self/environ").exists();
  }

  @Override
  public List<Long> processIds() {
    String[] names = FOLDER.list();
    var processIds = new ArrayList<Long>();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0))) {
        processIds.add(Long.valueOf(name));
      }
    }
    return processIds;
  }

  @Override
  public Optional<String> markOf(long processId) {
    File file = new File(FOLDER, processId + "/environ");
    // Asking first is cheaper than an exception for each process of another user.
    if (!file.canRead()) {
      return Optional.empty();
    }
    try (var environment = new FileInputStream(file)) {
      String text =
          new String(environment.readNBytes(MAX_ENVIRONMENT_BYTES), StandardCharsets.UTF_8);
      return markIn(text);
    } catch (IOException _) {
      // It has ended in between, which is what the caller wants to know.
      return Optional.empty();
    }
  }

  private static Optional<String> markIn(String environment) {
    int start = environment.startsWith(PREFIX) ? 0 : environment.indexOf("\0" + PREFIX) + 1;
    if (start == 0 && !environment.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int end = environment.indexOf('\0', start);
    return Optional.of(
        environment.substring(start + PREFIX.length(), end < 0 ? environment.length() : end));
  }
}
