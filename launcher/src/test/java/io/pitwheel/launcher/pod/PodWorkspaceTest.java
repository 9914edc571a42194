package io.pitwheel.launcher.pod;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launcher.InstructionBuilder;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an importer meant for the workspace, the first pod that reads it copies there. */
@Timeout(120)
class PodWorkspaceTest extends PodFixture {
  private static final JsonObject MARKED =
      (JsonObject) JsonReader.read("{\"_kfp_workspace\": true, \"kept\": 1}");

  PodWorkspaceTest() throws IOException {}

  @Test
  void copiesAnImportedArtifactThereForItselfAndForPodsAfterIt() throws IOException {
    server.put("s3://bucket/in/folder/a", "A");
    server.put("s3://bucket/in/folder/deep/b", "B");

    int exitCode = run(reading("s3://bucket/in/folder", "cat $0/a $0/deep/b"));

    Path copy = workspace.resolve(".artifacts/s3/bucket/in/folder");
    assertThat(exitCode).as(notes()).isZero();
    assertThat(printed.toString(UTF_8)).isEqualTo("%s {\"kept\":1}\nAB".formatted(copy));
    assertThat(copy.resolve("deep/b")).hasContent("B");
    assertThat(unfinished()).isEmpty();

    assertThat(home.resolve("work/ended-4.2-2.json").toFile().delete()).isTrue();
    server.requests.clear();
    server.objects.clear();
    assertThat(run()).as(notes()).isZero();
    assertThat(printed.toString(UTF_8)).endsWith("AB");
    assertThat(server.requests).doesNotContain("GET", "list");
  }

  @Test
  void makesWhatAPodThatWasKilledLeftUnfinished() throws IOException {
    server.put("s3://bucket/in/rows", "rows");
    Path own = Files.createDirectories(workspace.resolve(".unfinished-task-1-x/staged"));
    Files.writeString(own.resolve("rows"), "ro");
    Path ofAnother = Files.createDirectories(workspace.resolve(".unfinished-task-2-x"));

    int exitCode = run(reading("s3://bucket/in/rows", "cat $0"));

    assertThat(exitCode).as(notes()).isZero();
    assertThat(printed.toString(UTF_8)).endsWith("\nrows");
    assertThat(unfinished()).containsExactly(ofAnother);
  }

  @Test
  void leavesRoomForPodsOfOtherUsers() throws IOException {
    server.put("s3://bucket/in/rows", "rows");

    assertThat(run(reading("s3://bucket/in/rows", "cat $0"))).as(notes()).isZero();

    for (String folder :
        new String[] {".artifacts/s3/bucket/in", ".artifacts/s3/bucket", ".complete"}) {
      assertThat(Files.getPosixFilePermissions(workspace.resolve(folder)))
          .as(folder)
          .contains(PosixFilePermission.OTHERS_WRITE);
    }
  }

  @Test
  void failsATaskWhoseImportedArtifactIsGone() {
    int exitCode = run(reading("s3://bucket/in/gone", "cat $0"));

    assertThat(exitCode).isEqualTo(1);
    LaunchResult.Failed failed = (LaunchResult.Failed) server.results.getFirst();
    assertThat(failed.failure().code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(failed.failure().message()).contains("s3://bucket/in/gone");
  }

  @Test
  void callsItByThePathThatIsMeantEverywhere() {
    int exitCode =
        run(
            shell("printf %s/model {{$.workspace_path}} > $0")
                .workspace()
                .arguments("{{$.outputs.parameters['place'].output_file}}")
                .outputParameter("place", ParameterType.STRING));

    assertThat(exitCode).as(notes()).isZero();
    assertThat(((LaunchResult.Succeeded) server.results.getFirst()).outputs().parameters())
        .isEqualTo(new TreeMap<>(Map.of("place", JsonValue.of("/kfp-workspace/model"))));
  }

  private InstructionBuilder reading(String uri, String script) {
    return shell("echo \"$0 $1\"; " + script)
        .workspace()
        .arguments("{{$.inputs.artifacts['data'].path}}", "{{$.inputs.artifacts['data'].metadata}}")
        .artifact("data", uri, MARKED);
  }

  private List<Path> unfinished() throws IOException {
    try (var children = Files.newDirectoryStream(workspace, ".unfinished-*")) {
      var found = new ArrayList<Path>();
      children.forEach(found::add);
      return found;
    }
  }
}
