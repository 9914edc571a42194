package io.pitwheel.server.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The routes that no annotation tells. A test compares them with those that are served. */
public final class PlainRoutes {
  private static final String ROOT = "/apis/v2beta1";
  private static final String JSON = "application/json";
  private static final String ANY = "application/octet-stream";
  private static final String EVENTS = "text/event-stream";
  private static final String TEXT = "text/plain";
  private static final Map<String, String> NAMING =
      Map.of(
          "name", "Name; else display_name, else the name of the file.",
          "display_name", "What people see.",
          "description", "Any text.",
          "tags", "A JSON object of texts.",
          "code_source_url", "Where the source is.");

  private static final Map<String, String> LOG =
      Map.of(
          "kind", "user or system.",
          "attempt", "From 1; the last when absent.",
          "follow", "true to go on until the attempt has ended.",
          "offset", "Bytes to pass over.");

  /** In the order in which they are shown. */
  public static final List<PlainRoute> ALL =
      List.of(
          read("/healthz", "health", "Whether the server lives, and its mode.", Map.of(), JSON),
          new PlainRoute(
              "GET",
              "/apis/v1beta1/healthz",
              "oldHealth",
              "The same for clients of the older API.",
              Map.of(),
              JSON,
              ""),
          read("/readyz", "readiness", "Whether requests should be sent here.", Map.of(), JSON),
          read("/openapi.json", "description", "This document.", Map.of(), JSON),
          new PlainRoute(
              "GET", "/metrics", "metrics", "What Prometheus reads.", Map.of(), TEXT, ""),
          upload("/pipelines/upload", "uploadPipeline", "Makes a pipeline of a file.", NAMING),
          upload(
              "/pipelines/upload_version",
              "uploadPipelineVersion",
              "Adds a version to a pipeline.",
              withPipeline()),
          read(
              "/runs/events",
              "listEvents",
              "What happens to the runs of a list.",
              Map.of(
                  "run_id", "A run; once for each, at most 100.",
                  "experiment_id",
                      "Also the runs that are made there from now on, the newest 100; the event"
                          + " list.full tells of more.",
                  "namespace", "Likewise; of every experiment of it.",
                  "after", "The id of the last event that was seen."),
              EVENTS),
          read(
              "/runs/{run_id}/events",
              "runEvents",
              "What happened and happens to a run.",
              Map.of("after", "The id of the last event that was seen."),
              EVENTS),
          read(
              "/runs/{run_id}/tasks/{task_id}/logs",
              "taskLogs",
              "What a task printed, or what was decided about it.",
              LOG,
              TEXT),
          read(
              "/runs/{run_id}/support",
              "support",
              "Everything about a run, without its secrets, as a zip archive.",
              Map.of(),
              "application/zip"),
          new PlainRoute(
              "GET",
              "/apis/v1alpha1/runs/{run_id}/nodes/{task_id}/log",
              "nodeLog",
              "The same where KFP has the log of a pod: a node is a task, by its id.",
              LOG,
              TEXT,
              ""),
          read(
              "/runs/{run_id}/nodes/{node_id}/artifacts/{artifact_name}:read",
              "nodeArtifact",
              "An artifact in base64, as KFP answers it.",
              Map.of(),
              JSON),
          read("/artifacts/{artifact_id}:download", "download", "Its bytes.", Map.of(), ANY),
          read("/artifacts/{artifact_id}:preview", "preview", "Its beginning.", Map.of(), ANY));

  private PlainRoutes() {}

  private static Map<String, String> withPipeline() {
    var parameters = new TreeMap<>(NAMING);
    parameters.put("pipelineid", "The pipeline.");
    return parameters;
  }

  private static PlainRoute read(
      String path, String name, String summary, Map<String, String> query, String mediaType) {
    return new PlainRoute("GET", ROOT + path, name, summary, query, mediaType, "");
  }

  private static PlainRoute upload(
      String path, String name, String summary, Map<String, String> query) {
    return new PlainRoute("POST", ROOT + path, name, summary, query, JSON, "uploadfile");
  }
}
