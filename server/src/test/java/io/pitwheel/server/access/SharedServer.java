package io.pitwheel.server.access;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.server.RunSteps;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.access.GrantedAccess;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A server with namespaces: ann may do everything in team-a, bob in team-b, root everywhere. */
final class SharedServer implements AutoCloseable {
  static final String HEADER = "kubeflow-userid";
  static final String ROOT = "root";
  private static final String API = "/apis/v2beta1";

  final GrantedAccess access = new GrantedAccess();
  final RunningServer server;
  private final Path folder;

  SharedServer(Path folder) {
    this.folder = folder;
    grantAll();
    server =
        new RunningServer(
            ServerSettings.of(
                folder.resolve("data"),
                Map.of(
                    "server.port", "0",
                    "server.grpcPort", "0",
                    "access.userHeader", HEADER,
                    "access.userPrefix", "user:")),
            new AccessPolicy(access, true));
  }

  void grantAll() {
    access
        .grant(ROOT, GrantedAccess.ANY, GrantedAccess.ANY, GrantedAccess.ANY)
        .grant("ann", "team-a", GrantedAccess.ANY, GrantedAccess.ANY)
        .grant("bob", "team-b", GrantedAccess.ANY, GrantedAccess.ANY);
  }

  /**
   * One thing of each kind, all of one namespace.
   *
   * @param ids by the name of the field that takes them
   */
  record Things(Map<String, String> ids) {
    String id(String field) {
      return ids.getOrDefault(field, "");
    }
  }

  /** Makes one thing of each kind. */
  Things furnish(String namespace) {
    String experimentId =
        made(
            "/experiments",
            "{\"display_name\": \"one\", \"namespace\": \"%s\"}".formatted(namespace),
            "experiment_id");
    String pipelineId = uploaded("/pipelines/upload?name=one&namespace=" + namespace);
    String versionId =
        RunningServer.text(
            firstOf(get(ROOT, "/pipelines/" + pipelineId + "/versions").body()),
            "pipeline_version_id");
    String body =
        "\"experiment_id\": \"%s\", \"pipeline_spec\": %s}"
            .formatted(experimentId, Specifications.twoStepsJson());
    String runId = made("/runs", "{\"display_name\": \"one\", " + body, "run_id");
    String scheduleId =
        made(
            "/recurringruns",
            ("{\"display_name\": \"one\", \"max_concurrency\": 1, \"mode\": \"DISABLE\","
                    + " \"trigger\": {\"periodic_schedule\": {\"interval_second\": 60}}, ")
                + body,
            "recurring_run_id");
    String artifactId = UUID.nameUUIDFromBytes(runId.getBytes()).toString();
    String taskId = run(namespace, runId, artifactId);
    return new Things(
        Map.ofEntries(
            Map.entry("namespace", namespace),
            Map.entry("experiment_id", experimentId),
            Map.entry("pipeline_id", pipelineId),
            Map.entry("pipeline_version_id", versionId),
            Map.entry("run_id", runId),
            Map.entry("other_run_id", runId),
            Map.entry("recurring_run_id", scheduleId),
            Map.entry("artifact_id", artifactId),
            Map.entry("task_id", taskId),
            Map.entry("workflow", manifest(namespace, runId, scheduleId)),
            Map.entry("scheduled_workflow", manifest(namespace, runId, scheduleId))));
  }

  /** An object of a cluster as its agent reports it. */
  static String manifest(String namespace, String runId, String uid) {
    return """
    {"metadata": {"name": "flow", "namespace": "%s", "uid": "%s",
     "labels": {"pipeline/runid": "%s"}}, "status": {"phase": "Running"}}
    """
        .formatted(namespace, uid, runId);
  }

  /** Where the bytes of an artifact that {@link #furnish} made are. */
  Path fileOf(String namespace, String artifactId) {
    return folder.resolve("data/artifacts").resolve(namespace).resolve(artifactId);
  }

  private String run(String namespace, String runId, String artifactId) {
    try {
      Path file = fileOf(namespace, artifactId);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "secret of a team");
      var artifact =
          new Artifact(
              artifactId, "notes", file.toString(), "system.Artifact", "0.0.1", JsonObject.EMPTY);
      server.print("greet", 1, "a log of a team\n");
      RunSteps steps =
          new RunSteps(server, runId)
              .begin()
              .start("greet")
              .succeed(new TaskValues(Map.of(), Map.of("notes", List.of(artifact))), "greet");
      return steps.taskId("greet");
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** A task of a run that is driven elsewhere. */
  record ToldTask(String runId, String taskId) {}

  /** A task, not ended, of another run of the same experiment. */
  ToldTask tell(Things things, String fingerprint) {
    String runId =
        made(
            "/runs",
            """
            {"display_name": "two", "experiment_id": "%s", "pipeline_spec": %s,
             "plugins_input": {"pitwheel": {"driven_elsewhere": true}}}
            """
                .formatted(things.id("experiment_id"), Specifications.twoStepsJson()),
            "run_id");
    String body = "{\"scope_path\": \"root.greet\", \"cache_fingerprint\": \"%s\"}";
    String taskId = made("/runs/" + runId + "/tasks", body.formatted(fingerprint), "task_id");
    return new ToldTask(runId, taskId);
  }

  /** As {@link #tell}, and the task can be found again. */
  void succeed(Things things, String fingerprint) {
    ToldTask told = tell(things, fingerprint);
    var unused =
        post(
            ROOT,
            "/runs/" + told.runId() + "/tasks:batchUpdate",
            "{\"tasks\": {\"%s\": {\"state\": \"SUCCEEDED\"}}}".formatted(told.taskId()));
  }

  private String made(String path, String body, String idField) {
    return RunningServer.text(post(ROOT, path, body).body(), idField);
  }

  private String uploaded(String path) {
    return RunningServer.text(upload(ROOT, path).body(), "pipeline_id");
  }

  /** The first object of the first list of an answer. */
  private static String firstOf(String body) {
    return body.substring(body.indexOf("[") + 1, body.indexOf("]"));
  }

  HttpResponse<String> get(String caller, String path) {
    return server.send(request(caller, path));
  }

  /** Of a whole path. */
  HttpResponse<String> getAt(String caller, String path) {
    return server.send(HttpRequest.newBuilder(server.uri(path)).header(HEADER, "user:" + caller));
  }

  HttpResponse<String> post(String caller, String path, String json) {
    return server.send(
        request(caller, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> upload(String caller, String path) {
    String body =
        """
        --edge\r
        Content-Disposition: form-data; name="uploadfile"; filename="one.json"\r
        \r
        %s\r
        --edge--\r
        """
            .formatted(Specifications.twoStepsJson());
    return server.send(
        request(caller, path)
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(BodyPublishers.ofString(body)));
  }

  /** A request of a caller; of nobody when there is no name. */
  HttpRequest.Builder request(String caller, String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(API + path));
    return caller.isEmpty() ? request : request.header(HEADER, "user:" + caller);
  }

  @Override
  public void close() {
    server.close();
  }
}
