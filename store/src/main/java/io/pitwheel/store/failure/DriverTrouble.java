package io.pitwheel.store.failure;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure as its driver told it, and what led to it, with users and passwords masked: drivers
 * quote addresses and refusals of logins, the latter in the language of their database. It stands
 * for the failure wherever that may be printed, with the same state, number and stack.
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

  /** Marks around names, as databases of any language write them. */
  private static final String QUOTE = "[\"'`«»‹›“”„‘’‚「」『』]";

  private final String told;

  private DriverTrouble(
      Throwable failure,
      String told,
      @Nullable String state,
      int number,
      @Nullable Throwable cause) {
    super(failure.getClass().getName() + ": " + told, state, number, cause);
    this.told = told;
    setStackTrace(failure.getStackTrace());
  }

  /**
   * The failure as it may be printed.
   *
   * @param user of the connection; empty where none is known
   */
  public static DriverTrouble of(SQLException failure, String user) {
    return failure instanceof DriverTrouble known ? known : of(failure, user, 1);
  }

  private static DriverTrouble of(Throwable failure, String user, int depth) {
    Throwable below = failure.getCause();
    Throwable cause = below == null || depth == MAX_DEPTH ? null : of(below, user, depth + 1);
    String told = masked(String.valueOf(failure.getMessage()), user);
    return failure instanceof SQLException known
        ? new DriverTrouble(known, told, known.getSQLState(), known.getErrorCode(), cause)
        : new DriverTrouble(failure, told, null, 0, cause);
  }

  /**
   * A text of a driver without users and passwords.
   *
   * @param user whose name is masked where it is quoted, whatever stands around it
   */
  public static String masked(String text, String user) {
    String address = IN_ADDRESS.matcher(text).replaceAll("//" + MASK + "@");
    String option = IN_OPTION.matcher(address).replaceAll("$1$2" + MASK);
    String words = IN_WORDS.matcher(option).replaceAll("$1$2" + MASK);
    return user.isEmpty() ? words : withoutQuoted(words, user);
  }

  private static String withoutQuoted(String text, String user) {
    String quoted = "(%s\\h?)%s(?=\\h?%s)".formatted(QUOTE, Pattern.quote(user), QUOTE);
    return Pattern.compile(quoted).matcher(text).replaceAll("$1" + Matcher.quoteReplacement(MASK));
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
