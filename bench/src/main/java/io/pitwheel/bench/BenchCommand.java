package io.pitwheel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./pitwheel bench [NAME]}: measures one row, or all. */
public final class BenchCommand {
  private static final List<BenchRow> ROWS =
      List.of(
          new EngineOverheadRow(),
          new ParallelForRow(),
          new ServerStartRow(),
          new CreateRunRow(),
          new ComponentChainRow());

  private BenchCommand() {}

  /**
   * @param arguments a row's name, or nothing for all
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<BenchRow> chosen =
        ROWS.stream()
            .filter(row -> arguments.length == 0 || row.name().equals(arguments[0]))
            .toList();
    if (chosen.isEmpty() || arguments.length > 1) {
      System.err.printf(
          "bench: no row %s (expected: one of %s)%n",
          String.join(" ", arguments), ROWS.stream().map(BenchRow::name).toList());
      System.exit(2);
    }
    Path results = Path.of(System.getProperty("pitwheel.bench.folder", "bench-results"));
    Files.createDirectories(results);
    Path project = Path.of(System.getProperty("pitwheel.project", "."));
    var ground = new BenchGround(project.toAbsolutePath(), results.toAbsolutePath());
    var report = new BenchReport(System.out, results);
    report.machine();
    for (BenchRow row : chosen) {
      report.row(row, row.measure(ground));
    }
  }
}
