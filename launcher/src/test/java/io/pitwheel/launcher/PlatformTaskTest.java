package io.pitwheel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launcher.platform.BundleFolders;
import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.ClaimOperation.CreateClaim;
import io.pitwheel.platform.ClaimOperation.DeleteClaim;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTaskTest extends LauncherFixture {
  @Test
  void fillsVariablesFromBundles() throws IOException {
    write("secrets/database/password", "swordfish\n");
    write("config-maps/settings/mode", "fast");

    LaunchResult.Succeeded result =
        succeed(
            shell("echo \"$PASSWORD $MODE\"")
                .platform(
                    new NeedsBuilder()
                        .secret("database", "password", "PASSWORD", null)
                        .bundle(BundleKind.CONFIG_MAP, "settings", Map.of("MODE", "mode"), false)
                        .build()));

    assertThat(log()).isEqualTo("swordfish fast\n");
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void findsBundlesWhereTheyAreSetToBe() throws IOException {
    write("mounted/passwords/database/password", "swordfish\n");
    write("mounted/maps/settings/mode", "fast");
    write("secrets/database/password", "of the data folder");
    launcher.close();
    launcher =
        launcher(
            Map.of(),
            BundleFolders.of(
                data,
                data.resolve("mounted/passwords").toString(),
                data.resolve("mounted/maps").toString()));

    succeed(
        shell("echo \"$PASSWORD $MODE\"")
            .platform(
                new NeedsBuilder()
                    .secret("database", "password", "PASSWORD", null)
                    .bundle(BundleKind.CONFIG_MAP, "settings", Map.of("MODE", "mode"), true)
                    .build()));

    assertThat(log()).isEqualTo("swordfish fast\n");
  }

  @Test
  void lettingTheUserOfTheRunHaveTheLastWordOnAVariable() throws IOException {
    write("secrets/database/password", "swordfish");

    succeed(
        shell("echo \"$PASSWORD\"")
            .variable("PASSWORD", "given")
            .platform(new NeedsBuilder().secret("database", "password", "PASSWORD", null).build()));

    assertThat(log()).isEqualTo("given\n");
  }

  @Test
  void namesTheFileOfASecretThatIsNotThere() throws IOException {
    write("secrets/database/user", "me");

    for (Boolean isOptional : new Boolean[] {null, false}) {
      LaunchResult.Failed failed =
          fail(
              shell("true")
                  .platform(
                      new NeedsBuilder()
                          .secret("database", "password", "PASSWORD", isOptional)
                          .build()));

      assertThat(failed.failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
      assertThat(failed.failure().message())
          .contains("PASSWORD", "loop/train", data.resolve("secrets/database/password").toString());
      assertThat(failed.mayRetry()).isFalse();
    }
  }

  @Test
  void goesOnWithoutASecretWhereNoneAreKept() {
    LaunchResult.Succeeded result =
        succeed(
            shell("test -z \"${PASSWORD+set}\"")
                .platform(
                    new NeedsBuilder().secret("database", "password", "PASSWORD", false).build()));

    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains("PASSWORD", "no secret is kept on this machine");
  }

  @Test
  void leavesAnOptionalVariableUnset() {
    LaunchResult.Succeeded result =
        succeed(
            shell("test -z \"${PASSWORD+set}\"")
                .platform(
                    new NeedsBuilder().secret("database", "password", "PASSWORD", true).build()));

    assertThat(result.warnings()).singleElement().asString().contains("PASSWORD", "optional");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secrets", "a/b", "..", "."})
  void refusesNamesThatLeadOutOfTheirFolder(String name) {
    for (var needs :
        List.of(
            new NeedsBuilder().secret(name, "key", "VARIABLE", true),
            new NeedsBuilder().secret("database", name, "VARIABLE", true),
            new NeedsBuilder().secretVolume(name, "/mnt", true),
            new NeedsBuilder().claim(name, "/mnt", ""))) {
      LaunchResult.Failed failed = fail(shell("true").platform(needs.build()));

      assertThat(failed.failure().code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
      assertThat(failed.failure().message()).contains("\"" + name + "\"");
    }
    for (var operation : List.of(new CreateClaim(name, "1Gi"), new DeleteClaim(name))) {
      assertThat(fail(shell("true").platform(NeedsBuilder.operation(operation))).failure().code())
          .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }
  }

  @Test
  void refusesAValueThatIsTooLarge() throws IOException {
    write("secrets/database/password", "x".repeat(1024 * 1024 + 1));

    assertThat(
            fail(shell("true")
                    .platform(
                        new NeedsBuilder()
                            .secret("database", "password", "PASSWORD", true)
                            .build()))
                .failure()
                .message())
        .contains("1048577", "1048576");
  }

  @Test
  void tellsAProcessWhereItsVolumesAre() throws IOException {
    write("secrets/database/password", "swordfish\n");

    LaunchResult.Succeeded result =
        succeed(
            shell(
                    "cat \"$PITWHEEL_VOLUME_MNT_SECRET/password\";"
                        + " echo kept > \"$PITWHEEL_VOLUME_NO_SUCH_DATA/file\"")
                .platform(
                    new NeedsBuilder()
                        .secretVolume("database", "/mnt/secret", false)
                        .claim("shared", "/no/such/data", "part")
                        .build()));

    assertThat(log())
        .contains("[pitwheel] volume /no/such/data is not at that path")
        .endsWith("\nswordfish\n");
    assertThat(data.resolve("volumes/shared/part/file")).hasContent("kept\n");
    assertThat(result.warnings())
        .anySatisfy(warning ->
            assertThat(warning)
                .contains(
                    "/no/such/data",
                    data.resolve("volumes/shared/part").toString(),
                    "PITWHEEL_VOLUME_NO_SUCH_DATA"));
  }

  @Test
  void warnsOfNoVolumeThatIsWhereItWasWanted() throws IOException {
    Path linked = data.resolve("linked");
    Files.createDirectories(data.resolve("volumes/shared"));
    Files.createSymbolicLink(linked, data.resolve("volumes/shared"));

    assertThat(
            succeed(
                    shell("true")
                        .platform(
                            new NeedsBuilder().claim("shared", linked.toString(), "").build()))
                .warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other", "/etc", "link"})
  void refusesAPartOfAVolumeThatLeadsOutOfIt(String part) throws IOException {
    Files.createDirectories(data.resolve("volumes/shared"));
    Files.createSymbolicLink(data.resolve("volumes/shared/link"), data);

    LaunchResult.Failed failed =
        fail(shell("true").platform(new NeedsBuilder().claim("shared", "/mnt", part).build()));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failed.failure().message()).contains(part);
  }

  @Test
  void givesEmptyVolumesThatGoWithTheTask() {
    LaunchResult.Succeeded result =
        succeed(
            shell("ls \"$PITWHEEL_VOLUME_E\" \"$PITWHEEL_VOLUME_T\" | grep -c .; true")
                .platform(
                    new NeedsBuilder()
                        .volume(new EmptyVolume<>("e", "/e", "Memory", "1Gi"))
                        .volume(
                            new EphemeralVolume<>(
                                "t", "/t", List.of("ReadWriteOnce"), "2Gi", "fast"))
                        .build()));

    assertThat(result.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("/e", "Memory", "1Gi"))
        .anySatisfy(warning -> assertThat(warning).contains("/t", "2Gi", "fast"));
    assertThat(data.resolve("work/" + runId() + "/loop/train/2-1")).doesNotExist();
  }

  @Test
  void makesAndRemovesVolumesWithoutAProcess() throws IOException {
    InstructionBuilder create =
        InstructionBuilder.command(data)
            .platform(NeedsBuilder.operation(new CreateClaim("shared", "5Gi")));
    LaunchResult.Succeeded made = succeed(create);
    write("volumes/shared/deep/file", "kept");
    LaunchResult.Succeeded again = succeed(create);

    assertThat(made.outputs().parameters()).isEqualTo(Map.of("name", JsonValue.of("shared")));
    assertThat(again.outputs()).isEqualTo(made.outputs());
    assertThat(data.resolve("volumes/shared/deep/file")).exists();

    InstructionBuilder delete =
        InstructionBuilder.command(data)
            .platform(NeedsBuilder.operation(new DeleteClaim("shared")));
    succeed(delete);
    succeed(delete);

    assertThat(data.resolve("volumes/shared")).doesNotExist();
  }

  @Test
  void answersWhatAPodKnowsOfItself() {
    LaunchResult.Succeeded result =
        succeed(
            shell("echo \"$NAME|$SPACE|$ID|$TEAM|$NONE|${ADDRESS-unset}\"")
                .platform(
                    new NeedsBuilder()
                        .label("team", "blue")
                        .field("NAME", "metadata.name")
                        .field("SPACE", "metadata.namespace")
                        .field("ID", "metadata.uid")
                        .field("TEAM", "metadata.labels['team']")
                        .field("NONE", "metadata.annotations['x']")
                        .field("ADDRESS", "status.podIP")
                        .build()));

    assertThat(log()).isEqualTo("pitwheel-" + runId() + "-4-2-1|team|task-1|blue||unset\n");
    assertThat(result.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("ADDRESS", "status.podIP"))
        .anySatisfy(warning -> assertThat(warning).contains("team=blue"));
  }

  @Test
  void saysWhatHasNoMeaningOnOneMachine() {
    assertThat(
            succeed(
                    shell("true")
                        .resources(new ContainerResources("", "2", "", "1Gi", "gpu", "3"))
                        .platform(
                            new NeedsBuilder()
                                .nodeSelector("{\"disk\": \"fast\"}")
                                .imagePull("Always", "registry")
                                .user(new RunningUser(5L, null, true))
                                .other("shared memory of its own")
                                .build()))
                .warnings())
        .anySatisfy(warning -> assertThat(warning).contains("node selector", "fast"))
        .anySatisfy(warning -> assertThat(warning).contains("Always", "registry"))
        .anySatisfy(warning -> assertThat(warning).contains("user 5"))
        .anySatisfy(warning -> assertThat(warning).contains("shared memory"))
        .anySatisfy(warning ->
            assertThat(warning).contains("cpu limit 2", "memory limit 1Gi", "accelerator gpu 3"))
        .hasSize(5);
    assertThat(
            succeed(
                    shell("true")
                        .platform(new NeedsBuilder().tolerations("[{\"key\": \"k\"}]").build()))
                .warnings())
        .singleElement()
        .asString()
        .contains("tolerations", "\"k\"");
  }

  private void write(String path, String text) throws IOException {
    Path file = data.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
