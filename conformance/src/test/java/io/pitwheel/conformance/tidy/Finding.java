package io.pitwheel.conformance.tidy;

/** A place that breaks a rule. Lines count from 1. */
record Finding(String file, long line, String problem) {
  @Override
  public String toString() {
    return "%s:%d %s".formatted(file, line, problem);
  }
}
