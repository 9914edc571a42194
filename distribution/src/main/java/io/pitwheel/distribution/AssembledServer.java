package io.pitwheel.distribution;

import io.pitwheel.cli.connection.DataFolderBusy;
import io.pitwheel.cli.connection.EmbeddedServer;
import io.pitwheel.cli.connection.ServerStart;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.distribution.log.LogSettings;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.assembly.ChosenEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.server.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The server of the other side, as the command line knows one. */
final class AssembledServer implements EmbeddedServer {
  private final PitwheelServer server;

  private AssembledServer(PitwheelServer server) {
    this.server = server;
  }

  /**
   * @throws DataFolderBusy when another process owns the data folder
   */
  static EmbeddedServer start(ServerStart start) throws DataFolderBusy {
    try {
      Settings chosen = SettingsReader.read(start.settingsFile(), System.getenv(), start.flags());
      applyLogSettings(chosen);
      var settings =
          new ServerSettings(
              start.dataFolder(),
              chosen,
              start.tellsSystemLog() ? System.out : null,
              LogSettings::recentEventsNaming);
      return new AssembledServer(PitwheelServer.start(settings, new ChosenEngineFactory()));
    } catch (PipelinesException exception) {
      if (exception.code() == ErrorCode.ABORTED) {
        throw new DataFolderBusy(String.valueOf(exception.getMessage()), exception);
      }
      throw failureOf(exception);
    }
  }

  /** What a settings file says of who may vouch for servers. */
  static Optional<Path> authorities(Path settingsFile) {
    try {
      return SettingsReader.read(settingsFile, Map.of(), Map.of()).file(Setting.TLS_CA_FILE);
    } catch (PipelinesException exception) {
      throw failureOf(exception);
    }
  }

  /** A level that nobody chose is left to the verb: a server tells more than others. */
  private static void applyLogSettings(Settings settings) {
    if (settings.isChosen(Setting.LOG_LEVEL)) {
      LogSettings.setLevel(LogSettings.levelOf(settings.text(Setting.LOG_LEVEL)));
    }
    LogSettings.setJson(settings.text(Setting.LOG_FORMAT).equals("json"));
  }

  @Override
  public URI address() {
    return URI.create(server.address());
  }

  @Override
  public String grpcAddress() {
    return server.grpcAddress();
  }

  /** None: no route of this server asks for one. */
  @Override
  public String token() {
    return "";
  }

  @Override
  public void close() {
    server.close();
  }

  static CommandFailure failureOf(PipelinesException exception) {
    ExitStatus status =
        exception.code() == ErrorCode.INVALID_ARGUMENT ? ExitStatus.REFUSED : ExitStatus.TROUBLE;
    return new CommandFailure(
        status,
        exception.code().number(),
        exception.path(),
        String.valueOf(exception.getMessage()),
        exception);
  }
}
