package io.pitwheel.conformance.program;

import java.util.ArrayList;
import java.util.List;

/** How a program of this project is started by the Java and with the classes of this test. */
public final class JavaProgram {
  /** As users have them, but for the cache of classes. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private JavaProgram() {}

  /** The command of a program with its arguments. */
  public static List<String> command(Class<?> program, String... arguments) {
    return command(List.of(), System.getProperty("java.class.path"), program, arguments);
  }

  /**
   * As the other.
   *
   * @param more flags of the virtual machine, besides those that all have
   */
  public static List<String> command(
      List<String> more, String classPath, Class<?> program, String... arguments) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(more);
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
