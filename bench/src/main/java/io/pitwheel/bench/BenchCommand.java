package io.pitwheel.bench;

import io.pitwheel.bench.component.ComponentChainRow;
import io.pitwheel.bench.component.ComponentLoopRow;
import io.pitwheel.bench.engine.EngineOverheadRow;
import io.pitwheel.bench.engine.LargeListRow;
import io.pitwheel.bench.engine.ParallelForRow;
import io.pitwheel.bench.engine.StaticGraphRow;
import io.pitwheel.bench.held.CreateRunRow;
import io.pitwheel.bench.held.TaskWritesRow;
import io.pitwheel.bench.listing.ListRunsRow;
import io.pitwheel.bench.process.ParallelProcessesRow;
import io.pitwheel.bench.process.ResumeRow;
import io.pitwheel.bench.process.ServerStartRow;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.cli.ContributedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./pitwheel bench [NAME]}: measures one row, or all. */
@Command(
    name = "bench",
    description = "Measure this build on this machine.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements ContributedCommand {
  private static final List<BenchRow> ROWS =
      List.of(
          new EngineOverheadRow(),
          new ParallelForRow(),
          new ParallelProcessesRow(),
          new StaticGraphRow(),
          new LargeListRow(),
          new ResumeRow(),
          new ServerStartRow(),
          new CreateRunRow(),
          new TaskWritesRow(),
          new ListRunsRow(),
          new ComponentChainRow(),
          new ComponentLoopRow());

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "One row; all without it.")
  private @Nullable String name;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Where raw figures are kept and data is written; on the disk to be measured.")
  private Path results =
      Path.of(System.getProperty("user.home"), ".cache", "pitwheel", "bench-results");

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "An empty database that rows about the API fill, such as postgresql://HOST:PORT/NAME;"
              + " user and password as the server's PITWHEEL_DATABASE_USER and"
              + " PITWHEEL_DATABASE_PASSWORD. Without it: a file.")
  private @Nullable String database;

  /** Made by the service loader. */
  public BenchCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<BenchRow> chosen =
        ROWS.stream().filter(row -> name == null || row.name().equals(name)).toList();
    if (chosen.isEmpty()) {
      System.err.printf(
          "bench: no row %s (expected: one of %s)%n",
          name, ROWS.stream().map(BenchRow::name).toList());
      return 2;
    }
    Files.createDirectories(results);
    Path project = Path.of(System.getProperty("pitwheel.project", "."));
    var ground =
        new BenchGround(project.toAbsolutePath(), results.toAbsolutePath(), databaseSettings());
    var report = new BenchReport(System.out, results);
    report.machine();
    for (BenchRow row : chosen) {
      report.row(row, row.measure(ground));
    }
    return 0;
  }

  private Map<String, String> databaseSettings() {
    if (database == null) {
      return Map.of();
    }
    Map<String, String> variables = System.getenv();
    return Map.of(
        "database.url", database,
        "database.user", variables.getOrDefault("PITWHEEL_DATABASE_USER", ""),
        "database.password", variables.getOrDefault("PITWHEEL_DATABASE_PASSWORD", ""));
  }
}
