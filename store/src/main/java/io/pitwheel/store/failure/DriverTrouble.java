package io.pitwheel.store.failure;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure as its driver told it, and what led to it, with users and passwords masked: drivers
 * quote addresses and refusals of logins. It stands for the failure wherever that may be printed,
 * with the same state, number and stack.
 */
public final class DriverTrouble extends SQLException {
  private static final long serialVersionUID = 1;
  private static final int MAX_DEPTH = 20;
  private static final String MASK = "***";

  private static final Pattern IN_ADDRESS = Pattern.compile("//[^/@\\s]*@");
  private static final Pattern IN_OPTION =
      Pattern.compile("(?i)\\b(user(?:name)?|passw(?:or)?d|pwd)(\\s*=\\s*)[^\\s&;,)\\]]+");
  private static final Pattern IN_WORDS =
      Pattern.compile("(?i)\\b(user|role)(\\s+)(?:\"[^\"]*\"|'[^']*'(?:@'[^']*')?)");

  private final String told;

  private DriverTrouble(
      Throwable failure, @Nullable String state, int number, @Nullable Throwable cause) {
    super(failure.getClass().getName() + ": " + textOf(failure), state, number, cause);
    this.told = textOf(failure);
    setStackTrace(failure.getStackTrace());
  }

  /** The failure as it may be printed. */
  public static DriverTrouble of(SQLException failure) {
    return failure instanceof DriverTrouble known ? known : of(failure, 1);
  }

  private static DriverTrouble of(Throwable failure, int depth) {
    Throwable below = failure.getCause();
    Throwable cause = below == null || depth == MAX_DEPTH ? null : of(below, depth + 1);
    return failure instanceof SQLException told
        ? new DriverTrouble(told, told.getSQLState(), told.getErrorCode(), cause)
        : new DriverTrouble(failure, null, 0, cause);
  }

  /** A text of a driver without users and passwords. */
  public static String masked(String text) {
    String address = IN_ADDRESS.matcher(text).replaceAll("//" + MASK + "@");
    String option = IN_OPTION.matcher(address).replaceAll("$1$2" + MASK);
    return IN_WORDS.matcher(option).replaceAll("$1$2" + MASK);
  }

  private static String textOf(Throwable failure) {
    return masked(String.valueOf(failure.getMessage()));
  }

  /** What the driver said; the message has the kind of failure before it. */
  public String told() {
    return told;
  }

  /** What was told, and what led to it, in one line. */
  public String chain() {
    var text = new StringBuilder(String.valueOf(getMessage()));
    for (Throwable below = getCause(); below != null; below = below.getCause()) {
      text.append(", caused by ").append(below.getMessage());
    }
    return text.toString();
  }
}
