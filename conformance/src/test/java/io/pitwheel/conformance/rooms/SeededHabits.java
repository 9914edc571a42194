package io.pitwheel.conformance.rooms;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;

/** Does what the rules forbid, so that a rule that finds nothing is found. */
final class SeededHabits {
  private SeededHabits() {}

  static void writeTheTime() {
    boolean isThere = Files.exists(Path.of("/"));
    System.out.println(isThere + " " + Date.from(Instant.now()));
  }
}
