package io.pitwheel.taskreport;

/** A pod that worked on a task elsewhere. */
public record TaskPod(String name, String uid, Kind kind) {
  /** What it did; numbers as on the wire. */
  public enum Kind {
    UNSPECIFIED,
    DRIVER,
    EXECUTOR
  }
}
