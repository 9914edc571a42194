package io.pitwheel.bench.row;

import java.io.IOException;
import java.util.List;

/** One thing that is measured. */
public interface BenchRow {
  /** What to type after {@code bench}. */
  String name();

  /** What exactly is measured, how, and the budget, in one or two sentences. */
  String definition();

  /** The least size that says something: below it clients and runs have nothing to share. */
  default int leastSize() {
    return 100;
  }

  /** Measures; takes as long as it takes. */
  List<Figure> measure(BenchGround ground) throws IOException, InterruptedException;
}
