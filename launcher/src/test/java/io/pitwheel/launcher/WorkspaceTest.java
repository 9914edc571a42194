package io.pitwheel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launcher.staging.FolderWorkspaces;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest extends LauncherFixture {
  private static final JsonObject MARKED =
      (JsonObject) JsonReader.read("{\"_kfp_workspace\": true, \"kept\": 1}");

  @Test
  void isAFolderThatOneTaskWritesAndAnotherReads() {
    succeed(shell("echo hello > {{$.workspace_path}}/note").workspace());

    succeed(
        shell("cat \"$0\"/note")
            .workspace()
            .arguments("{{$.inputs.parameters['place']}}")
            .parameter("place", JsonValue.of("/kfp-workspace")));

    assertThat(log()).isEqualTo("hello\n");
    assertThat(folder().resolve("note")).hasContent("hello");
  }

  @Test
  void isMeantByItsPathInsideListsAndObjectsToo() {
    succeed(
        shell("echo '{{$.inputs.parameters['places']}}'")
            .workspace()
            .parameter(
                "places",
                JsonReader.read(
                    "{\"a\": [\"/kfp-workspace/x\", \"in /kfp-workspace\"], \"b\": \"/kfp-workspace-2\"}")));

    assertThat(log())
        .contains("[\"" + folder() + "/x\",\"in " + folder() + "\"]")
        .contains("\"/kfp-workspace-2\"");
  }

  @Test
  void isCalledByItsPathInWhatATaskAnswers() {
    LaunchResult.Succeeded result =
        succeed(
            shell(
                    "printf %s/data {{$.workspace_path}} > {{$.outputs.parameters['place'].output_file}}")
                .workspace()
                .outputParameter("place", ParameterType.STRING));

    assertThat(result.outputs().parameters())
        .containsEntry("place", JsonValue.of("/kfp-workspace/data"));
  }

  @Test
  void holdsACopyOfAnArtifactThatWasImportedIntoIt() throws IOException {
    Path source = stored("models/m", "weights");
    workspaces().bring(runId(), source.toString());
    Files.writeString(source, "changed later");

    succeed(
        shell("cat {{$.inputs.artifacts['m'].path}}; echo '{{$.inputs.artifacts['m'].metadata}}'")
            .workspace()
            .artifact("m", source.toString(), MARKED));

    assertThat(log()).isEqualTo("weights{\"kept\":1}\n");
  }

  @Test
  void bringsTheCopyWhenTheWorkspaceLostIt() throws IOException {
    Path source = stored("models/m", "weights");

    succeed(
        shell("cat {{$.inputs.artifacts['m'].path}}")
            .workspace()
            .artifact("m", source.toString(), MARKED));

    assertThat(log()).isEqualTo("weights");
    assertThat(folder().resolve(".artifacts" + source)).hasContent("weights");
  }

  @Test
  void copiesFoldersAndFileUris() throws IOException {
    Path inside = stored("folder/one", "1");

    workspaces().bring(runId(), "file://" + inside.getParent());

    assertThat(folder().resolve(".artifacts" + inside)).hasContent("1");
  }

  @Test
  void completesAFolderOfWhichAPartWasImportedByItself() throws IOException {
    Path part = stored("folder/deep/one", "1");
    stored("folder/deep/two", "2");
    stored("folder/three", "3");
    workspaces().bring(runId(), part.toString());

    workspaces().bring(runId(), data.resolve("artifacts/folder").toString());

    Path copy = folder().resolve(".artifacts" + data.resolve("artifacts/folder"));
    assertThat(copy.resolve("deep/one")).hasContent("1");
    assertThat(copy.resolve("deep/two")).hasContent("2");
    assertThat(copy.resolve("three")).hasContent("3");
  }

  @Test
  void isCopiedToByManyAtOnce() throws Exception {
    stored("folder/deep/one", "1");
    Path folder = stored("folder/two", "2").getParent();
    var tasks =
        IntStream.range(0, 16)
            .<Callable<Path>>mapToObj(
                number -> () -> workspaces().of(runId()).bring(folder.toString(), "task-" + number))
            .toList();

    List<Future<Path>> brought;
    try (ExecutorService pods = Executors.newFixedThreadPool(4)) {
      brought = pods.invokeAll(tasks);
    }

    for (Future<Path> place : brought) {
      assertThat(place.get().resolve("deep/one")).hasContent("1");
      assertThat(place.get().resolve("two")).hasContent("2");
    }
    assertThat(folder()).isDirectoryNotContaining("glob:**/.unfinished-*");
  }

  @Test
  void refusesToCopyWhatIsNotThere() {
    String missing = data.resolve("artifacts/none").toString();

    assertThatThrownBy(() -> workspaces().bring(runId(), missing))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining(missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://../../x", "/..", "s3://", "/a/../../../../x"})
  void refusesAUriThatWouldLeaveIt(String uri) {
    assertThatThrownBy(() -> workspaces().bring(runId(), uri))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void goesWhenItIsRemoved() {
    succeed(shell("echo hello > {{$.workspace_path}}/note").workspace());

    workspaces().remove(runId());
    workspaces().remove(runId());

    assertThat(folder()).doesNotExist();
  }

  private Path stored(String name, String content) throws IOException {
    Path file = data.resolve("artifacts").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path folder() {
    return workspaces().of(runId()).folder();
  }

  private FolderWorkspaces workspaces() {
    return new FolderWorkspaces(data, new FolderObjectStore(data.resolve("artifacts")));
  }
}
