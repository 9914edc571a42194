package io.pitwheel.store.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DriverTroubleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          jdbc:postgresql://bob:hidden@db.example:5432/pitwheel?x=1 | jdbc:postgresql://***@db.example:5432/pitwheel?x=1
          jdbc:mariadb://db/x?user=bob&password=hidden&sslMode=trust | jdbc:mariadb://db/x?user=***&password=***&sslMode=trust
          No suitable driver for jdbc:x://db?PWD=hidden;Username=bob | No suitable driver for jdbc:x://db?PWD=***;Username=***
          FATAL: password authentication failed for user "bob" | FATAL: password authentication failed for user ***
          FATAL: role "bob" does not exist | FATAL: role *** does not exist
          Access denied for user 'bob'@'10.0.0.7' (using password: YES) | Access denied for user *** (using password: YES)
          address=(host=db)(port=3306)(user=bob)(password=hidden) | address=(host=db)(port=3306)(user=***)(password=***)
          Connection to db.example:5432 refused. | Connection to db.example:5432 refused.
          """)
  void masksUsersAndPasswords(String told, String masked) {
    assertThat(DriverTrouble.masked(told, "")).isEqualTo(masked);
  }

  /** As PostgreSQL and MariaDB tell it in other languages. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          FATAL: Passwort-Authentifizierung für Benutzer »bob.$1« fehlgeschlagen | FATAL: Passwort-Authentifizierung für Benutzer »***« fehlgeschlagen
          FATAL: authentification par mot de passe échouée pour l'utilisateur « bob.$1 » | FATAL: authentification par mot de passe échouée pour l'utilisateur « *** »
          FATAL: ユーザー"bob.$1"のパスワード認証に失敗しました | FATAL: ユーザー"***"のパスワード認証に失敗しました
          Benutzer 'bob.$1'@'10.0.0.7' hat keine Zugriffsberechtigung | Benutzer '***'@'10.0.0.7' hat keine Zugriffsberechtigung
          Datenbank »bobbob« und bob.$1x, "bob_$1" | Datenbank »bobbob« und bob.$1x, "bob_$1"
          """)
  void masksTheUserOfTheConnectionInEveryLanguage(String told, String masked) {
    assertThat(DriverTrouble.masked(told, "bob.$1")).isEqualTo(masked);
  }

  @Test
  void standsForTheFailureAndAllThatLedToIt() {
    var origin =
        new SQLException(
            "connecting to jdbc:x://bob:hidden@db",
            "08001",
            17,
            new IllegalStateException(
                "user=bob", new ConnectException("refused by //bob:hidden@db")));

    DriverTrouble trouble = DriverTrouble.of(origin, "");

    assertThat(trouble.getSQLState()).isEqualTo("08001");
    assertThat(trouble.getErrorCode()).isEqualTo(17);
    assertThat(trouble.getStackTrace()).isEqualTo(origin.getStackTrace());
    assertThat(printed(trouble))
        .contains("java.sql.SQLException: connecting to jdbc:x://***@db", "ConnectException")
        .doesNotContain("hidden", "bob");
    assertThat(trouble.chain())
        .isEqualTo(
            "java.sql.SQLException: connecting to jdbc:x://***@db, caused by"
                + " java.lang.IllegalStateException: user=***, caused by"
                + " java.net.ConnectException: refused by //***@db");
    assertThat((Throwable) DriverTrouble.of(trouble, "")).isSameAs(trouble);
  }

  @Test
  void endsWhereCausesGoInACircle() {
    var origin = new SQLException("round");
    var other = new IllegalStateException("and round", origin);
    origin.initCause(other);

    assertThat(DriverTrouble.of(origin, "").chain()).contains("and round").hasSizeLessThan(2_000);
  }

  @Test
  void givesCallersOurWordsAndKeepsTheDriversBelow() {
    var failures = new DatabaseFailures("postgresql://db/pitwheel", "bob");

    PipelinesException told =
        failures.of(
            ErrorCode.UNAVAILABLE,
            "it is away",
            new SQLException("at //bob:hidden@db for »bob«", "08001"));
    PipelinesException own =
        failures.of(ErrorCode.UNAVAILABLE, "it is away", new OwnTrouble("waited 10 s"));

    assertThat(told)
        .hasMessage(
            "asking the database postgresql://db/pitwheel: it is away; a later call may succeed");
    assertThat(printed(told)).contains("at //***@db for »***«").doesNotContain("hidden", "bob");
    assertThat(own)
        .hasMessage(
            "asking the database postgresql://db/pitwheel: waited 10 s; a later call may succeed");
  }

  private static String printed(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
