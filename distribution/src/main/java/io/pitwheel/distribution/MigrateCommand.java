package io.pitwheel.distribution;

import io.pitwheel.cli.ContributedCommand;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.surroundings.Surroundings;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.assembly.DatabaseUpgrade;
import io.pitwheel.server.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrate}: brings a database to the schema of this version, or says what that would do. */
@Command(
    name = "migrate",
    description = "Bring the server's database to the schema of this version.",
    mixinStandardHelpOptions = true)
public final class MigrateCommand implements ContributedCommand {
  /** There are steps to apply. */
  private static final int PENDING = 1;

  @Option(
      names = "--check",
      description = "Change nothing; exit code 0 when there is nothing to do, 1 when there is.")
  private boolean isCheck;

  @Option(
      names = "--continue",
      description = "Finish a migration that was cut off. No server may be migrating.")
  private boolean isContinuing;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder. Default: PITWHEEL_DATA, else ~/.pitwheel.")
  private @Nullable Path data;

  @Option(names = "--config", paramLabel = "FILE", description = "The server's settings file.")
  private @Nullable Path settingsFile;

  /** Made by the service loader. */
  public MigrateCommand() {}

  @Override
  public Integer call() {
    try {
      Path folder = data == null ? Surroundings.ofProcess().defaultDataFolder() : data;
      var upgrade =
          new DatabaseUpgrade(
              SettingsReader.read(settingsFile, System.getenv(), Map.of()),
              folder.toAbsolutePath().normalize());
      return isCheck ? check(upgrade) : migrate(upgrade);
    } catch (PipelinesException exception) {
      throw AssembledServer.failureOf(exception);
    }
  }

  private static int check(DatabaseUpgrade upgrade) {
    DatabaseUpgrade.State found = upgrade.check();
    System.out.printf("database %s has schema version %d%n", found.place(), found.version());
    found.lacking().forEach(step -> System.out.printf("  lacks %s%n", step));
    return found.lacking().isEmpty() ? ExitStatus.SUCCEEDED.number() : PENDING;
  }

  private int migrate(DatabaseUpgrade upgrade) {
    if (isContinuing && upgrade.finish()) {
      System.out.println("finished the migration that was cut off");
    }
    DatabaseUpgrade.State found = upgrade.migrate();
    found.lacking().forEach(step -> System.out.printf("applied %s%n", step));
    System.out.printf("database %s is up to date%n", found.place());
    return ExitStatus.SUCCEEDED.number();
  }
}
