package io.pitwheel.server.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What requests name, made on a server when it is first asked for. */
final class Seeds {
  private static final String APIS = "/apis/v2beta1/";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final RunningServer server;
  private final Map<String, JsonValue> made = new HashMap<>();

  Seeds(RunningServer server) {
    this.server = server;
  }

  /** A thing, by the name it has in the data. */
  JsonValue of(String name) {
    JsonValue known = made.get(name);
    if (known == null) {
      known = make(name);
      made.put(name, known);
    }
    return known;
  }

  /** Things under names that are bad values too, so that whoever asks for them conflicts. */
  void takeNames() {
    for (String name : List.of("'; drop table runs; --", "77", "shown")) {
      post("experiments", "{\"display_name\":\"%s\"}".formatted(name), "experiment_id");
      post("pipelines", "{\"name\":\"%s\"}".formatted(name), "pipeline_id");
    }
  }

  private String text(String name) {
    return ((JsonValue.JsonText) of(name)).value();
  }

  private JsonValue make(String name) {
    return switch (name) {
      case "unique" -> JsonValue.of("name-" + next());
      case "specification" -> JsonReader.read(Specifications.twoStepsJson());
      case "scope_path" -> JsonValue.of(firstStep());
      case "experiment" ->
          post("experiments", "{\"display_name\":\"e%d\"}".formatted(next()), "experiment_id");
      case "pipeline_name" -> pipelineName();
      case "pipeline" -> pipeline();
      case "empty_pipeline" ->
          post("pipelines", "{\"name\":\"empty-%d\"}".formatted(next()), "pipeline_id");
      case "version" -> version();
      case "run" -> post("runs", run(), "run_id");
      case "failed_run" -> failedRun();
      case "root" -> post("runs/" + text("run") + "/tasks", "{\"name\":\"ROOT\"}", "task_id");
      case "task" -> task();
      case "artifact" -> artifact();
      case "recurring" -> recurring();
      default -> throw new IllegalArgumentException("no thing is called " + name);
    };
  }

  private static int next() {
    return COUNT.incrementAndGet();
  }

  private static String firstStep() {
    return Specifications.twoStepsGraph().nodes().stream()
        .filter(node -> !node.isDag() && node.parentIndex() == 0)
        .findFirst()
        .orElseThrow()
        .path()
        .dotted();
  }

  private JsonValue pipelineName() {
    String name = "pipeline-" + next();
    made.put("pipeline", post("pipelines", "{\"name\":\"%s\"}".formatted(name), "pipeline_id"));
    return JsonValue.of(name);
  }

  private JsonValue pipeline() {
    of("pipeline_name");
    return made.getOrDefault("pipeline", JsonValue.ofNull());
  }

  private JsonValue version() {
    return post(
        "pipelines/" + text("pipeline") + "/versions",
        "{\"display_name\":\"v%d\",\"pipeline_spec\":%s}"
            .formatted(next(), Specifications.twoStepsJson()),
        "pipeline_version_id");
  }

  /** Driven elsewhere, so that nothing happens to it by itself. */
  private static String run() {
    return """
    {"display_name": "seed", "pipeline_spec": %s,
     "plugins_input": {"pitwheel": {"driven_elsewhere": true}}}
    """
        .formatted(Specifications.twoStepsJson());
  }

  private JsonValue failedRun() {
    JsonValue run = post("runs", run(), "run_id");
    String manifest =
        "{\\\"metadata\\\":{\\\"name\\\":\\\"flow\\\",\\\"namespace\\\":\\\"team\\\",\\\"uid\\\":\\\"u\\\","
            + "\\\"labels\\\":{\\\"pipeline/runid\\\":\\\"%s\\\"}},\\\"status\\\":{\\\"phase\\\":\\\"Failed\\\"}}";
    HttpResponse<String> answer =
        server.post(
            APIS + "workflows",
            "\"" + manifest.formatted(((JsonValue.JsonText) run).value()) + "\"");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return run;
  }

  private JsonValue task() {
    String body =
        "{\"scope_path\":\"%s\",\"parent_task_id\":\"%s\"}".formatted(firstStep(), text("root"));
    return post("runs/" + text("run") + "/tasks", body, "task_id");
  }

  private JsonValue artifact() {
    String body =
        """
        {"run_id": "%s", "task_id": "%s", "producer_key": "seed",
         "artifact": {"name": "seed", "type": "Model", "uri": "s3://bucket/seed"}}
        """
            .formatted(text("run"), text("task"));
    return post("artifacts", body, "artifact_id");
  }

  private JsonValue recurring() {
    String body =
        """
        {"display_name": "seed", "max_concurrency": 1, "mode": "DISABLE", "pipeline_spec": %s,
         "trigger": {"periodic_schedule": {"interval_second": 3600}}}
        """
            .formatted(Specifications.twoStepsJson());
    return post("recurringruns", body, "recurring_run_id");
  }

  private JsonValue post(String path, String body, String member) {
    HttpResponse<String> answer = server.post(APIS + path, body);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return JsonValue.of(RunningServer.text(answer.body(), member));
  }
}
