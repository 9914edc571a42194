package io.pitwheel.bench.held;

import io.pitwheel.bench.row.Figure;
import java.util.List;

/** A server's speed beside that of its database alone. */
final class Comparison {
  private static final String BUDGET = ">= 0.6";

  private Comparison() {}

  /**
   * @param speed calls a second of a server
   * @param bare the same when the same statements are asked by pgbench
   */
  static List<Figure> figures(String name, String budget, double speed, double bare) {
    return List.of(
        Figure.single(name + " / pgbench", "ratio", BUDGET, speed / bare),
        Figure.single(name, "1/s", budget, speed),
        Figure.single(name + ", by pgbench", "1/s", "", bare));
  }
}
