package io.pitwheel.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.server.specification.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  @TempDir private Path folder;

  @Test
  void takesTheCommandLineBeforeTheEnvironmentBeforeTheFile() throws IOException {
    Path file = write("server: {host: localhost, port: 1, grpcPort: 1}\ncache: {enabled: false}\n");

    Settings settings =
        SettingsReader.read(
            file,
            Map.of(
                "PITWHEEL_SERVER_PORT", "2", "PITWHEEL_SERVER_GRPC_PORT", "2", "PITWHEEL_X", "?"),
            Map.of("server.grpcPort", "3"));

    assertThat(settings.value(Setting.SERVER_HOST))
        .isEqualTo(new SettingValue("localhost", file.toString()));
    assertThat(settings.value(Setting.SERVER_PORT))
        .isEqualTo(new SettingValue("2", "PITWHEEL_SERVER_PORT"));
    assertThat(settings.value(Setting.SERVER_GRPC_PORT))
        .isEqualTo(new SettingValue("3", "the command line"));
    assertThat(settings.flag(Setting.CACHE_ENABLED)).isFalse();
    assertThat(settings.value(Setting.EXECUTION_SLOTS)).isEqualTo(new SettingValue("0", "default"));
  }

  @Test
  void takesUsersOfPodsUnderNamesOfKfpToo() {
    Settings settings =
        SettingsReader.read(
            null,
            Map.of(
                "DEFAULT_SECURITY_CONTEXT_RUN_AS_USER", "1000",
                "DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT", "true"),
            Map.of());

    assertThat(Installation.enforcedUser(settings)).isEqualTo(new RunningUser(1000L, null, true));
    assertThatThrownBy(
            () -> SettingsReader.read(null, Map.of(), Map.of("kubernetes.runAsUser", "-1")))
        .hasMessageContaining("the number of a user or group");
    assertThatThrownBy(
            () -> SettingsReader.read(null, Map.of(), Map.of("kubernetes.runAsNonRoot", "maybe")))
        .hasMessageContaining("true or false");
  }

  @Test
  void takesSizesAndAccessModesAsAClusterHasThem() {
    Settings settings =
        SettingsReader.read(
            null,
            Map.of(),
            Map.of(
                "kubernetes.workspaceSize",
                "1.5Ti",
                "kubernetes.workspaceAccessMode",
                "ReadWriteMany"));

    assertThat(settings.text(Setting.KUBERNETES_WORKSPACE_SIZE)).isEqualTo("1.5Ti");
    assertThat(settings.text(Setting.KUBERNETES_WORKSPACE_ACCESS_MODE)).isEqualTo("ReadWriteMany");
    assertThatThrownBy(
            () -> SettingsReader.read(null, Map.of(), Map.of("kubernetes.workspaceSize", "large")))
        .hasMessageContaining("a size such as 10Gi");
    assertThatThrownBy(() ->
            SettingsReader.read(
                null, Map.of(), Map.of("kubernetes.workspaceAccessMode", "ReadOnly")))
        .hasMessageContaining("ReadWriteMany");
  }

  @Test
  void takesTheNamesOfKfpAndRefusesAContradiction() {
    assertThat(
            SettingsReader.read(null, Map.of("CACHEENABLED", "False"), Map.of())
                .flag(Setting.CACHE_ENABLED))
        .isFalse();
    assertThat(
            SettingsReader.read(
                    null,
                    Map.of("CACHEENABLED", "false", "PITWHEEL_CACHE_ENABLED", "false"),
                    Map.of())
                .flag(Setting.CACHE_ENABLED))
        .isFalse();
    assertThat(
            SettingsReader.read(null, Map.of("PUBLISH_LOGS", "False"), Map.of())
                .flag(Setting.LOG_PUBLISH))
        .isFalse();
    assertThat(
            SettingsReader.read(null, Map.of("CRON_SCHEDULE_TIMEZONE", "Europe/Berlin"), Map.of())
                .text(Setting.SCHEDULES_TIME_ZONE))
        .isEqualTo("Europe/Berlin");
    assertRefused(
        () -> SettingsReader.read(null, Map.of("CRON_SCHEDULE_TIMEZONE", "Berlin"), Map.of()),
        "schedules.timeZone from CRON_SCHEDULE_TIMEZONE: Berlin");
    assertRefused(
        () ->
            SettingsReader.read(
                null, Map.of("CACHEENABLED", "true", "PITWHEEL_CACHE_ENABLED", "false"), Map.of()),
        "PITWHEEL_CACHE_ENABLED is false and CACHEENABLED is true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server: {port: 99999}      | server.port
          server: {port: -1}         | 0 to 65535
          server: {port: many}       | many
          execution: {secrets: here} | the absolute path of a folder
          server: {port: [1]}        | 0 to 65535
          server: {prot: 1}          | server.port
          sever: {port: 1}           | server.port
          server: 1                  | an object with settings
          cache: {enabled: perhaps}  | true or false
          server: {host: ''}         | nothing
          server: [                  | settings.yaml
          limits: {uploads: 0}       | 1 to 100000
          limits: {connections: -1}  | 1 to 100000
          limits: {requestMegabytes: 2000} | 1 to 1024
          limits: {patienceSeconds: 0} | 1 to 600
          log: {publish: perhaps}    | true or false
          schedules: {timeZone: Mars/Olympus} | Mars/Olympus (expected: UTC, or the name of a time zone
          schedules: {timeZone: '+02:00'} | such as Europe/Berlin
          server: {allowedHosts: 'a b'} | hosts such as
          server: {allowedOrigins: ui.example.com} | origins such as https://
          server: {allowedOrigins: '*'} | origins such as https://
          proxy: {address: 'proxy:3128'} | such as http://gateway.example.com:3128
          proxy: {address: 'http://proxy'} | such as http://gateway.example.com:3128
          proxy: {address: 'http://me:secret@proxy:3128'} | (hidden) (expected: nothing, or the address of a proxy
          proxy: {directHosts: 'a,,b'} | hosts such as example.com, 10.0.0.7 or 10.0.0.0/8
          """)
  void refusesWithPlaceValueAndExpectation(String text, String told) throws IOException {
    Path file = write(text);

    assertRefused(() -> SettingsReader.read(file, Map.of(), Map.of()), told);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertRefused(
        () -> SettingsReader.read(folder.resolve("none.yaml"), Map.of(), Map.of()), "none.yaml");
  }

  @Test
  void refusesAFileThatIsTooLong() throws IOException {
    Path file = write("# " + "x".repeat(1024 * 1024));

    assertRefused(() -> SettingsReader.read(file, Map.of(), Map.of()), "more than 1048576 bytes");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), text);
  }

  private static void assertRefused(Runnable reading, String told) {
    assertThatThrownBy(reading::run)
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining(told)
        .hasMessageContaining("expected");
  }
}
