package io.pitwheel.bench;

import io.pitwheel.bench.argo.ArgoBacklogRow;
import io.pitwheel.bench.argo.ArgoChainRow;
import io.pitwheel.bench.component.ComponentChainRow;
import io.pitwheel.bench.component.ComponentLoopRow;
import io.pitwheel.bench.database.Databases;
import io.pitwheel.bench.database.PostgresqlCluster;
import io.pitwheel.bench.engine.EngineOverheadRow;
import io.pitwheel.bench.engine.LargeListRow;
import io.pitwheel.bench.engine.ParallelForRow;
import io.pitwheel.bench.engine.StaticGraphRow;
import io.pitwheel.bench.held.ArtifactWritesRow;
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
import java.util.Set;
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
          new ArtifactWritesRow(),
          new ListRunsRow(),
          new ComponentChainRow(),
          new ComponentLoopRow(),
          new ArgoChainRow(),
          new ArgoBacklogRow());

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
      paramLabel = "NAME",
      split = ",",
      description =
          "What rows about the API are measured on: sqlite, postgresql or both (as without it)."
              + " PostgreSQL is started from what is installed and keeps its files beside the"
              + " results.")
  private List<String> databases = List.of();

  @Option(
      names = "--size",
      paramLabel = "N",
      split = ",",
      description =
          "How many runs are listed (list-runs, which takes several sizes), or how many runs,"
              + " tasks or artifacts are written (create-run, task-writes, artifact-writes), or how"
              + " many tasks a chain has (argo-chain) and Workflows a cluster (argo-backlog).")
  private List<Integer> sizes = List.of();

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
    if (!isUnderstood(chosen)) {
      return 2;
    }
    Files.createDirectories(results);
    Path project = Path.of(System.getProperty("pitwheel.project", "."));
    var ground =
        new BenchGround(
            project.toAbsolutePath(), results.toAbsolutePath(), chosenDatabases(), sizes);
    var report = new BenchReport(System.out, results);
    report.machine();
    for (BenchRow row : chosen) {
      report.row(row, row.measure(ground));
    }
    return 0;
  }

  private Set<String> chosenDatabases() {
    if (!databases.isEmpty()) {
      return Set.copyOf(databases);
    }
    if (PostgresqlCluster.isInstalled()) {
      return Set.copyOf(Databases.NAMES);
    }
    System.err.println(
        "bench: PostgreSQL with pgbench is not installed here, so rows about the API are measured on SQLite alone");
    return Set.of("sqlite");
  }

  private boolean isUnderstood(List<BenchRow> chosen) {
    int leastSize = chosen.stream().mapToInt(BenchRow::leastSize).max().orElse(0);
    for (String asked : databases) {
      if (!Databases.NAMES.contains(asked)) {
        System.err.printf("bench: no database %s (expected: one of %s)%n", asked, Databases.NAMES);
        return false;
      }
    }
    for (int size : sizes) {
      if (size < leastSize) {
        System.err.printf("bench: size %d (expected: at least %d)%n", size, leastSize);
        return false;
      }
    }
    return true;
  }
}
