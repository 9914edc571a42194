package io.pitwheel.cli.command;

import io.pitwheel.api.v1.ServerSetting;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.ExitStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code settings}: what the server was told, and by whom. */
@Command(
    name = "settings",
    description = "Print every setting of the server with its source.",
    mixinStandardHelpOptions = true)
public final class SettingsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public SettingsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var surroundings = context.surroundings();
    try (var session =
        new ServerSession(serverOptions.choice(context), context.servers(), surroundings.clock())) {
      List<ServerSetting> settings = session.client().settings();
      int widest = settings.stream().mapToInt(setting -> setting.getKey().length()).max().orElse(0);
      for (ServerSetting setting : settings) {
        String key = setting.getKey() + " ".repeat(widest - setting.getKey().length());
        surroundings
            .output()
            .println("%s  %s  (%s)".formatted(key, setting.getValue(), setting.getSource()));
      }
    }
    return ExitStatus.SUCCEEDED.number();
  }
}
