package io.pitwheel.launcher;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes instructions for task {@code loop/train}, iteration 2, attempt 1, of a run of its own. */
public final class InstructionBuilder {
  private final Path data;
  private final List<String> command;
  private List<String> arguments = List.of();
  private String image = "";
  private String runner = "auto";
  private String sdkVersion = "";
  private String runId;
  private String outputLocation;
  private @Nullable Duration timeout;
  private ContainerResources resources = ContainerResources.NONE;
  private TaskPlatform platform = TaskPlatform.NOTHING;
  private ScopePath path = new ScopePath(List.of("loop", "train"));
  private final Map<String, ParameterDeclaration> outputParameters = new TreeMap<>();
  private final Map<String, ArtifactDeclaration> outputArtifacts = new TreeMap<>();
  private final Map<String, JsonValue> parameters = new TreeMap<>();
  private final Map<String, List<Artifact>> artifacts = new TreeMap<>();
  private final Map<String, String> componentEnvironment = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, String> facts = new TreeMap<>(Map.of("pipeline_task_name", "train"));

  private InstructionBuilder(Path data, List<String> command) {
    this.data = data;
    this.command = command;
    runId = runIdOf(data);
    outputLocation = data.resolve("artifacts/pipe/run-1/loop/2/train/1").toString();
  }

  /** The run that is meant if no other is named: nobody else has one of this name. */
  public static String runIdOf(Path data) {
    return "run-of-" + data.getFileName();
  }

  public static InstructionBuilder command(Path data, String... command) {
    return new InstructionBuilder(data, List.of(command));
  }

  public static InstructionBuilder shell(Path data, String script) {
    return command(data, "sh", "-c", script);
  }

  public InstructionBuilder arguments(String... words) {
    arguments = List.of(words);
    return this;
  }

  public InstructionBuilder image(String name) {
    image = name;
    return this;
  }

  public InstructionBuilder runner(String name) {
    runner = name;
    return this;
  }

  public InstructionBuilder sdkVersion(String version) {
    sdkVersion = version;
    return this;
  }

  public InstructionBuilder runId(String id) {
    runId = id;
    return this;
  }

  public InstructionBuilder path(String... keys) {
    path = new ScopePath(List.of(keys));
    return this;
  }

  public InstructionBuilder timeout(Duration duration) {
    timeout = duration;
    return this;
  }

  public InstructionBuilder resources(ContainerResources asked) {
    resources = asked;
    return this;
  }

  public InstructionBuilder platform(TaskPlatform given) {
    platform = given;
    return this;
  }

  public InstructionBuilder parameter(String name, JsonValue value) {
    parameters.put(name, value);
    return this;
  }

  public InstructionBuilder artifact(String name, String uri) {
    artifacts.put(
        name,
        List.of(new Artifact("in-1", name, uri, "system.Dataset", "0.0.1", JsonObject.EMPTY)));
    return this;
  }

  public InstructionBuilder outputParameter(String name, ParameterType type) {
    outputParameters.put(name, new ParameterDeclaration(name, type, null, false, List.of(), ""));
    return this;
  }

  public InstructionBuilder outputArtifact(String name, String schemaTitle) {
    outputArtifacts.put(
        name,
        new ArtifactDeclaration(
            name,
            schemaTitle,
            "0.0.1",
            false,
            false,
            new JsonObject(Map.of("given", JsonValue.of("before"))),
            ""));
    return this;
  }

  /** Elsewhere than below the data folder. */
  public InstructionBuilder outputLocation(String location) {
    outputLocation = location;
    return this;
  }

  public InstructionBuilder workspace() {
    facts.put("workspace_path", "/kfp-workspace");
    return this;
  }

  /** An input artifact with metadata. */
  public InstructionBuilder artifact(String name, String uri, JsonObject metadata) {
    artifacts.put(
        name, List.of(new Artifact("id-" + name, name, uri, "system.Dataset", "0.0.1", metadata)));
    return this;
  }

  public InstructionBuilder componentVariable(String name, String value) {
    componentEnvironment.put(name, value);
    return this;
  }

  public InstructionBuilder variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public LaunchInstruction build() {
    return new LaunchInstruction(
        "task-1",
        new TaskReference(runId, path, IterationVector.parse("2")),
        4,
        1,
        new ContainerExecutor(image, command, arguments, componentEnvironment, resources),
        new ComponentInterface(Map.of(), Map.of(), outputParameters, outputArtifacts),
        new TaskValues(parameters, artifacts),
        Map.of(),
        outputLocation,
        facts,
        environment,
        sdkVersion,
        runner,
        timeout,
        platform);
  }
}
