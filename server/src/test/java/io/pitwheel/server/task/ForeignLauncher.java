package io.pitwheel.server.task;

import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.pitwheel.api.v2beta1.Artifact;
import io.pitwheel.api.v2beta1.ArtifactServiceGrpc.ArtifactServiceBlockingStub;
import io.pitwheel.api.v2beta1.ArtifactTask;
import io.pitwheel.api.v2beta1.CreateArtifactRequest;
import io.pitwheel.api.v2beta1.CreateArtifactTasksBulkRequest;
import io.pitwheel.api.v2beta1.CreateArtifactsBulkRequest;
import io.pitwheel.api.v2beta1.CreateTaskRequest;
import io.pitwheel.api.v2beta1.GetRunRequest;
import io.pitwheel.api.v2beta1.GetTaskRequest;
import io.pitwheel.api.v2beta1.IOProducer;
import io.pitwheel.api.v2beta1.IOType;
import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs.IOParameter;
import io.pitwheel.api.v2beta1.PipelineTask.TaskPod;
import io.pitwheel.api.v2beta1.PipelineTask.TaskPodType;
import io.pitwheel.api.v2beta1.PipelineTask.TaskState;
import io.pitwheel.api.v2beta1.PipelineTask.TaskType;
import io.pitwheel.api.v2beta1.PipelineTask.TypeAttributes;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.api.v2beta1.RunServiceGrpc.RunServiceBlockingStub;
import io.pitwheel.api.v2beta1.UpdateTaskRequest;
import io.pitwheel.api.v2beta1.UpdateTasksBulkRequest;
import io.pitwheel.server.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Speaks to a server as KFP's driver and launcher do: rows with the types they guess, executor
 * pods, artifacts before links before states, what they push up to graphs themselves, and every
 * write of a task as the whole message.
 */
final class ForeignLauncher {
  private final RunServiceBlockingStub runs;
  private final ArtifactServiceBlockingStub artifacts;
  private final String runId;

  ForeignLauncher(RunningServer server, String runId) {
    String address = "gproto+http://" + server.handle().grpcAddress();
    this.runs = GrpcClients.newClient(address, RunServiceBlockingStub.class);
    this.artifacts = GrpcClients.newClient(address, ArtifactServiceBlockingStub.class);
    this.runId = runId;
  }

  RunServiceBlockingStub runs() {
    return runs;
  }

  ArtifactServiceBlockingStub artifacts() {
    return artifacts;
  }

  Run run() {
    return runs.getRun(
        GetRunRequest.newBuilder().setRunId(runId).setView(GetRunRequest.ViewMode.FULL).build());
  }

  PipelineTask task(String scopePath) {
    return run().getTasksList().stream()
        .filter(task -> task.getScopePath().equals(scopePath))
        .findFirst()
        .orElseThrow();
  }

  PipelineTask root() {
    return create(row("ROOT", TaskType.ROOT, "root"));
  }

  /** A row as a driver begins it. */
  PipelineTask.Builder row(String name, TaskType type, String scopePath) {
    return PipelineTask.newBuilder()
        .setName(name)
        .setDisplayName(name)
        .setRunId(runId)
        .setType(type)
        .setScopePath(scopePath)
        .setState(TaskState.RUNNING)
        .setCreateTime(Timestamp.newBuilder().setSeconds(RunningServer.NOW.getEpochSecond()))
        .addPods(pod(name + "-driver", TaskPodType.DRIVER));
  }

  PipelineTask.Builder child(PipelineTask parent, String name, TaskType type) {
    return row(name, type, parent.getScopePath() + "." + name).setParentTaskId(parent.getTaskId());
  }

  PipelineTask.Builder iteration(PipelineTask loop, String name, int index) {
    return child(loop, name, TaskType.RUNTIME)
        .setTypeAttributes(TypeAttributes.newBuilder().setIterationIndex(index));
  }

  private static TaskPod pod(String name, TaskPodType type) {
    return TaskPod.newBuilder().setName(name).setUid("uid-" + name).setType(type).build();
  }

  PipelineTask create(PipelineTask.Builder task) {
    return runs.createTask(CreateTaskRequest.newBuilder().setRunId(runId).setTask(task).build());
  }

  PipelineTask update(PipelineTask.Builder task) {
    return runs.updateTask(
        UpdateTaskRequest.newBuilder()
            .setRunId(runId)
            .setTaskId(task.getTaskId())
            .setTask(task)
            .build());
  }

  void updateAll(PipelineTask.Builder... tasks) {
    var request = UpdateTasksBulkRequest.newBuilder().setRunId(runId);
    for (PipelineTask.Builder task : tasks) {
      request.putTasks(task.getTaskId(), task.build());
    }
    var unused = runs.updateTasksBulk(request.build());
  }

  /**
   * What the launcher of a task does from its start to its end.
   *
   * @param outputs parameters it read from files
   * @param artifactKey of the one artifact it uploads; empty for none
   */
  PipelineTask launch(PipelineTask created, Map<String, Value> outputs, String artifactKey) {
    PipelineTask.Builder task = update(started(created)).toBuilder();
    boolean isIterated = task.getTypeAttributes().hasIterationIndex();
    var told = InputOutputs.newBuilder();
    outputs.forEach((key, value) ->
        told.addParameters(
            IOParameter.newBuilder()
                .setParameterKey(key)
                .setValue(value)
                .setType(isIterated ? IOType.ITERATOR_OUTPUT : IOType.OUTPUT)
                .setProducer(producer(task))));
    List<Artifact> made = new ArrayList<>();
    if (!artifactKey.isEmpty()) {
      made.addAll(upload(task, artifactKey));
    }
    task.setOutputs(told);
    updateAll(task);
    pushUp(task, told.build(), made);
    task.setState(TaskState.SUCCEEDED)
        .setEndTime(Timestamp.newBuilder().setSeconds(RunningServer.NOW.getEpochSecond() + 1));
    PipelineTask ended = update(task);
    pushState(ended, TaskState.SUCCEEDED);
    return ended;
  }

  private static PipelineTask.Builder started(PipelineTask created) {
    return created.toBuilder().addPods(pod(created.getName() + "-executor", TaskPodType.EXECUTOR));
  }

  private static IOProducer producer(PipelineTask.Builder task) {
    var producer = IOProducer.newBuilder().setTaskName(task.getName());
    if (task.getTypeAttributes().hasIterationIndex()) {
      producer.setIteration(task.getTypeAttributes().getIterationIndex());
    }
    return producer.build();
  }

  private List<Artifact> upload(PipelineTask.Builder task, String key) {
    var request =
        CreateArtifactRequest.newBuilder()
            .setRunId(runId)
            .setTaskId(task.getTaskId())
            .setProducerKey(key)
            .setArtifact(
                Artifact.newBuilder()
                    .setName(key)
                    .setNamespace("team")
                    .setType(
                        key.equals("model")
                            ? Artifact.ArtifactType.Model
                            : Artifact.ArtifactType.Dataset)
                    .setUri("s3://bucket/" + task.getTaskId() + "/" + key));
    if (task.getTypeAttributes().hasIterationIndex()) {
      request.setIterationIndex(task.getTypeAttributes().getIterationIndex());
    }
    return artifacts
        .createArtifactsBulk(CreateArtifactsBulkRequest.newBuilder().addArtifacts(request).build())
        .getArtifactsList();
  }

  /** Outputs of a task in a loop, as its launcher writes them on the loop. */
  private void pushUp(PipelineTask.Builder task, InputOutputs told, List<Artifact> made) {
    if (!task.getTypeAttributes().hasIterationIndex() || told.getParametersCount() == 0) {
      return;
    }
    var pushed = InputOutputs.newBuilder();
    told.getParametersList()
        .forEach(
            parameter -> pushed.addParameters(parameter.toBuilder().setParameterKey("scores")));
    PipelineTask.Builder loop =
        PipelineTask.newBuilder()
            .setTaskId(task.getParentTaskId())
            .setRunId(runId)
            .setOutputs(pushed);
    var links = CreateArtifactTasksBulkRequest.newBuilder();
    made.forEach(artifact ->
        links.addArtifactTasks(
            ArtifactTask.newBuilder()
                .setArtifactId(artifact.getArtifactId())
                .setRunId(runId)
                .setTaskId(task.getParentTaskId())
                .setType(IOType.ITERATOR_OUTPUT)
                .setProducer(producer(task))
                .setKey("models")));
    var unused = artifacts.createArtifactTasksBulk(links.build());
    updateAll(loop);
  }

  /** KFP's launcher tells graphs the state that it worked out for them. */
  private void pushState(PipelineTask ended, TaskState state) {
    PipelineTask.Builder parent =
        PipelineTask.newBuilder()
            .setTaskId(ended.getParentTaskId())
            .setRunId(runId)
            .setState(state);
    updateAll(parent);
  }

  PipelineTask read(PipelineTask task) {
    return runs.getTask(
        GetTaskRequest.newBuilder().setRunId(runId).setTaskId(task.getTaskId()).build());
  }

  /**
   * What the launcher of one attempt does when the command fails: all attempts share the row.
   *
   * @param retry 0 for the first attempt
   */
  PipelineTask fail(PipelineTask created, int retry) {
    PipelineTask.Builder task =
        update(
            read(created).toBuilder()
                .addPods(pod(created.getName() + "-" + retry, TaskPodType.EXECUTOR)))
            .toBuilder();
    var unused = upload(task, "executor-logs");
    PipelineTask told =
        update(
            task.setState(TaskState.FAILED)
                .setStatusMetadata(
                    PipelineTask.StatusMetadata.newBuilder().setMessage("exit code " + retry))
                .setEndTime(
                    Timestamp.newBuilder().setSeconds(RunningServer.NOW.getEpochSecond() + 1)));
    pushState(told, TaskState.FAILED);
    return told;
  }

  static Value number(double number) {
    return Value.newBuilder().setNumberValue(number).build();
  }

  static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
