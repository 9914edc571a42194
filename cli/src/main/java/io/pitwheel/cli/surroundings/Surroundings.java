package io.pitwheel.cli.surroundings;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it, given so that tests can give something else.
 *
 * @param output results only; scripts read it
 * @param errors progress and messages
 * @param environment the variables of the process
 * @param terminal what {@code errors} is shown on; null when that is no terminal
 * @param answers what a person types; null when there is nobody to ask
 */
public record Surroundings(
    PrintStream output,
    PrintStream errors,
    Map<String, String> environment,
    InstantSource clock,
    @Nullable TerminalSize terminal,
    @Nullable InputStream answers) {
  /** How the start script says that standard error is a terminal, as {@code 120x40}. */
  public static final String TERMINAL_PROPERTY = "pitwheel.terminal";

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** A terminal that can move its cursor, in characters. */
  public record TerminalSize(int columns, int rows) {
    private static final TerminalSize USUAL = new TerminalSize(80, 24);

    /** Reads {@code COLUMNSxROWS}; what cannot be read, or is zero, is taken as 80 by 24. */
    static TerminalSize parse(String text) {
      String[] numbers = text.split("x", -1);
      try {
        var size = new TerminalSize(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        return size.columns() > 0 && size.rows() > 0 ? size : USUAL;
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException exception) {
        return USUAL;
      }
    }
  }

  /** Those of this process. */
  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    String terminal = System.getProperty(TERMINAL_PROPERTY, "");
    boolean canDraw = !terminal.isEmpty() && !"dumb".equals(environment.getOrDefault("TERM", ""));
    return new Surroundings(
        System.out,
        System.err,
        environment,
        InstantSource.system(),
        canDraw ? TerminalSize.parse(terminal) : null,
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(_ -> System.in)
            .orElse(null));
  }

  /** A variable of the environment; an empty one counts as absent. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Where state is kept unless an option says otherwise. */
  public Path defaultDataFolder() {
    return variable("PITWHEEL_DATA")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".pitwheel"));
  }
}
