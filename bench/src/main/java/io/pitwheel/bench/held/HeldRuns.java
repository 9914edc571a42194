package io.pitwheel.bench.held;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.server.ApiClient;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bodies of requests for runs, and runs that are driven elsewhere. */
final class HeldRuns {
  private static final String LOOP = "root.for-loop-1";

  private HeldRuns() {}

  /** A task that may be written: an iteration of a loop that was entered. */
  record Place(String runId, String loopId, int iteration) {}

  /** A request for a run of one task. */
  static String body() {
    return "{\"display_name\":\"bench\",\"pipeline_spec\":%s}"
        .formatted(document(PipelineTexts.chain(1, "true")));
  }

  /**
   * Makes runs with a loop each and enters the loops.
   *
   * @param name begins the ids of these runs
   * @return the tasks that may be written in them, run by run in turn
   */
  static List<Place> loops(ApiClient client, String name, int runs, int iterations)
      throws IOException, InterruptedException {
    String pipeline = document(PipelineTexts.loop(1, "true"));
    for (int run = 1; run <= runs; run++) {
      client.send(
          "POST",
          "runs",
          "{\"run_id\":\"%s\",\"display_name\":\"bench\",\"pipeline_spec\":%s,\"plugins_input\":{\"pitwheel\":{\"driven_elsewhere\":true}}}"
              .formatted(runId(name, run), pipeline));
      String tasks = "runs/" + runId(name, run) + "/tasks";
      client.send("POST", tasks, "{\"name\":\"ROOT\"}");
      client.send(
          "POST",
          tasks,
          "{\"task_id\":\"%s\",\"scope_path\":\"%s\",\"type_attributes\":{\"iteration_count\":%d}}"
              .formatted(loopId(name, run), LOOP, iterations));
    }
    var places = new ArrayList<Place>();
    for (int i = 0; i < iterations; i++) {
      for (int run = 1; run <= runs; run++) {
        places.add(new Place(runId(name, run), loopId(name, run), i));
      }
    }
    return places;
  }

  static String runId(String name, int run) {
    return name + "-run-" + run;
  }

  static String loopId(String name, int run) {
    return name + "-loop-" + run;
  }

  /** Begins a task and answers its id. */
  static String begin(ApiClient client, Place place) throws IOException, InterruptedException {
    String answer =
        client.send(
            "POST",
            "runs/" + place.runId() + "/tasks",
            "{\"name\":\"body\",\"scope_path\":\"%s.body\",\"parent_task_id\":\"%s\",\"type_attributes\":{\"iteration_index\":%d},\"state\":\"RUNNING\"}"
                .formatted(LOOP, place.loopId(), place.iteration()));
    return ApiClient.textIn(answer, "task_id");
  }

  /** The request for an artifact of a task. */
  static String artifact(String runId, String taskId, String name) {
    return "{\"run_id\":\"%s\",\"task_id\":\"%s\",\"producer_key\":\"model\",\"artifact\":{\"name\":\"%s\",\"type\":\"Model\",\"uri\":\"s3://bucket/%s/%s\"}}"
        .formatted(runId, taskId, name, taskId, name);
  }

  private static String document(String pipeline) {
    return JsonWriter.write(PipelineDocumentReader.read(pipeline).specification().document());
  }
}
