package io.pitwheel.launcher.python;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.TailBuffer;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.process.ProgramSearch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the host's Python who it is, once for each program file. */
final class InterpreterProbe {
  private static final int OLDEST_MINOR_VERSION = 9;
  private static final int MAX_ANSWER_BYTES = 8 * 1024;
  private static final String QUESTION =
      """
      import sys
      print("python", "%d.%d.%d" % sys.version_info[:3])
      print("executable", getattr(sys, "_base_executable", None) or sys.executable)
      """;

  private final Map<Path, PythonInterpreter> known = new ConcurrentHashMap<>();

  /**
   * The Python that a task with this search path would get.
   *
   * @throws PipelinesException FAILED_PRECONDITION when there is none, or an old one
   */
  PythonInterpreter probe(String searchPath, InstallCommands commands) throws InterruptedException {
    Path program =
        ProgramSearch.find("python3", searchPath, Path.of("/"))
            .orElseThrow(() -> refused("python3 is not on PATH"));
    PythonInterpreter interpreter = known.get(program);
    if (interpreter == null) {
      interpreter = ask(program, commands);
      known.put(program, interpreter);
    }
    return interpreter;
  }

  private PythonInterpreter ask(Path program, InstallCommands commands)
      throws InterruptedException {
    var answer = new TailBuffer(MAX_ANSWER_BYTES);
    CommandEnd end = commands.run(List.of(program.toString(), "-c", QUESTION), Map.of(), answer);
    String version = lineOf(answer.text(), "python ");
    String executable = lineOf(answer.text(), "executable ");
    if (!end.equals(new CommandEnd.Exited(0)) || version.isEmpty() || executable.isEmpty()) {
      throw refused("%s answers: %s".formatted(program, answer.text().strip()));
    }
    requireRecent(program, version);
    return new PythonInterpreter(Path.of(executable), version);
  }

  private static void requireRecent(Path program, String version) {
    String[] numbers = version.split("\\.", -1);
    int major = Integer.parseInt(numbers[0]);
    if (major < 3 || (major == 3 && Integer.parseInt(numbers[1]) < OLDEST_MINOR_VERSION)) {
      throw refused("%s is version %s".formatted(program, version));
    }
  }

  private static String lineOf(String answer, String key) {
    return answer
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElse("");
  }

  private static PipelinesException refused(String problem) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "preparing a Python component: %s (expected: Python 3.%d or newer on this host)"
            .formatted(problem, OLDEST_MINOR_VERSION));
  }
}
