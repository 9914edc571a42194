package io.pitwheel.launcher.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes by the JDK's own means, through {@code setsid} where the host has it: two more
 * programs are executed on the way to each command.
 */
final class BuilderStarter implements CommandStarter {
  private final List<String> sessionStarter;

  /**
   * @param searchPath where {@code setsid} is looked for
   */
  BuilderStarter(String searchPath) {
    this.sessionStarter =
        ProgramSearch.find("setsid", searchPath, Path.of("/"))
            .map(program -> List.of(program.toString(), "--"))
            .orElse(List.of());
  }

  @Override
  public Process start(CommandRequest request) throws IOException {
    var arguments = new ArrayList<>(sessionStarter);
    arguments.addAll(request.arguments());
    var builder =
        new ProcessBuilder(arguments)
            .directory(request.folder().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(request.environment());
    return builder.start();
  }

  @Override
  public ProcessFamily familyOf(Process process) {
    return sessionStarter.isEmpty()
        ? new ProcessFamily.Descendants(process.toHandle())
        : new ProcessFamily.Session(process.pid());
  }
}
