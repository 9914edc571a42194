package io.pitwheel.access;

/**
 * Who asks for something.
 *
 * @param name as whoever vouches for the caller says it, such as {@code ann@example.com}; empty for
 *     one that nobody vouches for
 */
public record Caller(String name) {
  /** One that nobody vouches for, such as the command line on the same machine. */
  public static final Caller ANONYMOUS = new Caller("");

  public boolean isAnonymous() {
    return name.isEmpty();
  }

  /** The name as messages show it. */
  public String shown() {
    return isAnonymous() ? "an unknown caller" : name;
  }
}
