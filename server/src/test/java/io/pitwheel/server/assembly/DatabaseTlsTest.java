package io.pitwheel.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.RunningServer;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import io.pitwheel.testing.tls.PrivateAuthority;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real databases that demand TLS, with a certificate of an authority that nobody knows. */
final class DatabaseTlsTest {
  /** Its name is one that addresses of files have to take care of. */
  @TempDir static Path certificates;

  private static PrivateAuthority own;
  private static PrivateAuthority other;
  private static PrivateAuthority elsewhere;

  @TempDir Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    own = PrivateAuthority.make(certificates.resolve("our & own"), "CN=own authority", "CN=store");
    other = PrivateAuthority.make(certificates.resolve("other"), "CN=other", "CN=elsewhere");
    elsewhere =
        PrivateAuthority.make(
            certificates.resolve("elsewhere"), "CN=own", "CN=moved", "dns:db.example.org");
  }

  @Test
  void connectsToPostgresqlByTheAuthoritiesOfTheSetting() throws Exception {
    tryTls(DatabaseServer.postgresql(), "sslmode");
  }

  @Test
  void connectsToMariadbByTheAuthoritiesOfTheSetting() throws Exception {
    tryTls(DatabaseServer.mariadb(), "sslMode");
  }

  private void tryTls(DatabaseServer server, String option) throws Exception {
    TestDatabase open = server.create();
    try {
      assertRefusesAnotherHost(
          settings(
              server.demandTls(elsewhere.certificate(), elsewhere.key()), option + "=verify-full"));
      TestDatabase database = server.demandTls(own.certificate(), own.key());
      Map<String, String> settings = settings(database, option + "=verify-full");
      assertRefusesOtherAuthorities(settings);
      assertThatThrownBy(() -> upgrade(settings(database, option + "=disable")).check())
          .isInstanceOf(PipelinesException.class);

      settings.put("tls.caFile", own.authority().toString());
      try (var running = new RunningServer(folder.resolve("data"), settings)) {
        assertThat(running.get("/apis/v2beta1/readyz").statusCode()).isEqualTo(200);
      }

      // Who asks for no check is let in as before.
      assertThat(upgrade(settings(open, "")).check().version()).isZero();
    } finally {
      server.forgetTls();
    }
  }

  private void assertRefusesOtherAuthorities(Map<String, String> settings) {
    var wrong = new HashMap<>(settings);
    wrong.put("tls.caFile", other.authority().toString());

    assertRefusedAtOnce(wrong, "CN=store, issued by CN=own authority", "tls.caFile");
  }

  private void assertRefusesAnotherHost(Map<String, String> settings) {
    settings.put("tls.caFile", elsewhere.authority().toString());

    assertRefusedAtOnce(
        settings, "CN=moved, issued by CN=own", "not one of the host", "database.url names");
  }

  private void assertRefusedAtOnce(Map<String, String> settings, String... words) {
    URI address = URI.create(settings.get("database.url"));
    long begin = System.nanoTime();

    assertThatThrownBy(() -> new RunningServer(folder.resolve("refused"), settings))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining(address.getAuthority())
        .hasMessageContainingAll(words);

    // A database that starts is waited for; one that is another is not.
    assertThat(System.nanoTime() - begin).isLessThan(8_000_000_000L);
  }

  private DatabaseUpgrade upgrade(Map<String, String> settings) {
    return new DatabaseUpgrade(
        ServerSettings.of(folder.resolve("upgrade"), settings).chosen(), folder.resolve("upgrade"));
  }

  private static Map<String, String> settings(TestDatabase database, String option) {
    String url = database.url();
    String joint = url.contains("?") ? "&" : "?";
    return new HashMap<>(
        Map.of(
            "database.url",
            option.isEmpty() ? url : url + joint + option,
            "database.user",
            database.user(),
            "database.password",
            database.password()));
  }
}
