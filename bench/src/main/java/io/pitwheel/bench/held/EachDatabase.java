package io.pitwheel.bench.held;

import io.pitwheel.bench.database.Databases;
import io.pitwheel.bench.database.MeasuredDatabase;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same measured on every database that is wanted, each empty and with a data folder. */
final class EachDatabase {
  private EachDatabase() {}

  /** What is measured on one. */
  interface Measuring {
    List<Figure> measure(MeasuredDatabase database, Path data)
        throws IOException, InterruptedException;
  }

  /**
   * The figures of all, and what a sync took.
   *
   * @param name of the row
   */
  static List<Figure> measure(BenchGround ground, String name, Measuring measuring)
      throws IOException, InterruptedException {
    var figures = new ArrayList<Figure>();
    try (Databases databases = Databases.open(ground)) {
      for (MeasuredDatabase database : databases.emptied(name.replace('-', '_'))) {
        Path data = ground.fresh(name);
        try {
          figures.addAll(measuring.measure(database, data));
        } finally {
          BenchGround.delete(data);
        }
      }
    }
    figures.add(new Figure("sync of one page", "ms", "", ground.syncMillis()));
    return figures;
  }
}
