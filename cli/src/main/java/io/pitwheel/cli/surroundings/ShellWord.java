package io.pitwheel.cli.surroundings;

/** Text that a user may copy into a shell. */
public final class ShellWord {
  private ShellWord() {}

  /** As a shell takes it for one word. */
  public static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
