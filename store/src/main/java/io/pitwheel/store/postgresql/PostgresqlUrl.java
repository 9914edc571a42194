package io.pitwheel.store.postgresql;

import io.pitwheel.failure.PipelinesException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A URL as people write them, as the driver wants it: {@code postgresql://user@host:port/name}. */
record PostgresqlUrl(String forDriver, String user, String place) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:/?@]*)@)?(?<place>[^/?@]+/[^/?]+)(?<query>\\?.*)?");

  static boolean isOne(String url) {
    return url.matches("(?:jdbc:)?postgres(?:ql)?:.*");
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT for another form
   */
  static PostgresqlUrl parse(String url) {
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      throw PipelinesException.invalid(
          "database.url",
          "reading a database's URL: it has another form (expected: postgresql://HOST:PORT/NAME,"
              + " without a password)");
    }
    String query = matcher.group("query") == null ? "" : matcher.group("query");
    String user = matcher.group("user") == null ? "" : matcher.group("user");
    String place = matcher.group("place");
    return new PostgresqlUrl("jdbc:postgresql://" + place + query, user, "postgresql://" + place);
  }
}
