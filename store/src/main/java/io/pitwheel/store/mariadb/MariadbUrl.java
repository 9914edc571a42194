package io.pitwheel.store.mariadb;

import io.pitwheel.failure.PipelinesException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL as people write them: {@code mariadb://user@host:port/name} or with {@code mysql}.
 *
 * @param options what the URL says after its question mark, each followed by an ampersand
 */
record MariadbUrl(String address, String options, String user, String place) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?(?<scheme>mariadb|mysql)://(?:(?<user>[^:/?@]*)@)?(?<place>[^/?@]+/[^/?]+)(?:\\?(?<query>.*))?");

  static boolean isOne(String url) {
    return url.matches("(?:jdbc:)?(?:mariadb|mysql):.*");
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT for another form
   */
  static MariadbUrl parse(String url) {
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      throw PipelinesException.invalid(
          "database.url",
          "reading a database's URL: it has another form (expected: mariadb://HOST:PORT/NAME or"
              + " mysql://HOST:PORT/NAME, without a password)");
    }
    String query = matcher.group("query") == null ? "" : matcher.group("query") + "&";
    String user = matcher.group("user") == null ? "" : matcher.group("user");
    String place = matcher.group("place");
    return new MariadbUrl(
        "jdbc:mariadb://" + place, query, user, matcher.group("scheme") + "://" + place);
  }
}
