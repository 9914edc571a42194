package io.pitwheel.server.tracing;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Locale;

/**
 * Random identifiers, except where a trace is said to have one: that of a run is the run's own, so
 * that who knows a run finds its trace.
 */
final class RunTraceIds implements IdGenerator {
  /** Of traces that are begun in the scope of the value. */
  static final ScopedValue<String> GIVEN = ScopedValue.newInstance();

  private static final int LENGTH = 32;

  private final IdGenerator random = IdGenerator.random();

  /** The identifier as traces have them; empty when it cannot be one. */
  static String ofRun(String runId) {
    String digits = runId.replace("-", "").toLowerCase(Locale.ROOT);
    return digits.matches("[0-9a-f]{%d}".formatted(LENGTH)) ? digits : "";
  }

  @Override
  public String generateSpanId() {
    return random.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    String given = GIVEN.isBound() ? GIVEN.get() : "";
    return given.isEmpty() ? random.generateTraceId() : given;
  }
}
