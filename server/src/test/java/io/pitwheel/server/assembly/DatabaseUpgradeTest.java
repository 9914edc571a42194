package io.pitwheel.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.server.settings.SettingsReader;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which database a server is given, and its schema. */
class DatabaseUpgradeTest {
  private static final String SECRET = "open sesame";

  @TempDir Path folder;

  @Test
  void migratesTheFileInTheDataFolderWhenNothingElseIsSet() {
    var upgrade = upgrade(Map.of());

    assertThat(upgrade.check().version()).isZero();
    assertThat(folder.resolve("database")).doesNotExist();
    assertThat(upgrade.migrate().lacking()).isNotEmpty();
    assertThat(upgrade.check().lacking()).isEmpty();
    assertThat(upgrade.finish()).isFalse();
  }

  @Test
  void leavesTheFileOfAServerThatRuns() {
    try (var running = DataFolder.open(folder)) {
      assertThat(running.serverId()).isNotEmpty();

      assertRefused(ErrorCode.ABORTED, () -> upgrade(Map.of()).migrate());
    }
  }

  @Test
  void migratesTheDatabaseOfTheUrlWithAPasswordFromAFile() throws Exception {
    TestDatabase database = DatabaseServer.postgresql().create();
    Path password = Files.writeString(folder.resolve("password"), database.password() + "\n");
    var upgrade =
        upgrade(
            Map.of(
                "database.url", database.url(),
                "database.user", database.user(),
                "database.passwordFile", password.toString()));

    assertThat(upgrade.migrate().version()).isZero();

    assertThat(upgrade.check().lacking()).isEmpty();
    assertThat(upgrade.check().place()).startsWith("postgresql://");
  }

  @Test
  void refusesAUrlOfNoDatabaseItKnows() {
    assertRefused(
        ErrorCode.INVALID_ARGUMENT, () -> upgrade(Map.of("database.url", "oracle://host/name")));
  }

  @Test
  void refusesAPasswordThatIsGivenTwiceOrCannotBeRead() {
    String url = "mariadb://127.0.0.1:1/name";

    assertRefused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            upgrade(
                Map.of(
                    "database.url", url,
                    "database.password", SECRET,
                    "database.passwordFile", folder.resolve("none").toString())));
    assertRefused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            upgrade(
                Map.of(
                    "database.url",
                    url,
                    "database.passwordFile",
                    folder.resolve("none").toString())));
  }

  @Test
  void refusesAUrlWithAPasswordWithoutTellingIt() {
    assertRefused(
        ErrorCode.INVALID_ARGUMENT,
        () -> settings(Map.of("database.url", "postgresql://me:" + SECRET + "@host/name")));
  }

  private DatabaseUpgrade upgrade(Map<String, String> flags) {
    return new DatabaseUpgrade(settings(flags), folder);
  }

  private static Settings settings(Map<String, String> flags) {
    return SettingsReader.read(null, Map.of(), flags);
  }

  private static void assertRefused(
      ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code))
        .hasMessageNotContaining(SECRET);
  }
}
