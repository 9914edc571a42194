package io.pitwheel.conformance.argo;

import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;

/**
 * A pipeline of one task {@code work} that runs a script.
 *
 * @param name of the pipeline, and of the run
 * @param resources of its container, as YAML on one line
 * @param platform settings of its executor, likewise
 * @param retries more pods at most
 * @param deadlineSeconds of the whole run; 0 for none
 */
record OneTask(
    String name,
    String image,
    String script,
    String resources,
    String platform,
    int retries,
    int deadlineSeconds) {
  private static final String NOTHING = "{}";
  private static final String FORM =
      """
      pipelineInfo: {name: NAME}
      schemaVersion: 2.1.0
      sdkVersion: kfp-2.17.3
      components:
        comp-work: {executorLabel: exec-work}
      deploymentSpec:
        executors:
          exec-work:
            container: {image: "IMAGE", command: [sh, -c, "SCRIPT"], resources: RESOURCES}
      root:
        dag:
          tasks:
            work:
              cachingOptions: {}
              componentRef: {name: comp-work}
              retryPolicy: {maxRetryCount: RETRIES, backoffDuration: 1s}
              taskInfo: {name: work}
      ---
      platforms:
        kubernetes:
          deploymentSpec: {executors: {exec-work: PLATFORM}}
          pipelineConfig: {activeDeadlineSeconds: DEADLINE}
      """;

  /** One in the usual image, with nothing special about it. */
  static OneTask of(String name, String script) {
    return new OneTask(name, "busybox:1.36", script, NOTHING, NOTHING, 0, 0);
  }

  OneTask withImage(String other) {
    return new OneTask(name, other, script, resources, platform, retries, deadlineSeconds);
  }

  OneTask withResources(String other) {
    return new OneTask(name, image, script, other, platform, retries, deadlineSeconds);
  }

  OneTask withPlatform(String other) {
    return new OneTask(name, image, script, resources, other, retries, deadlineSeconds);
  }

  OneTask withRetries(int other) {
    return new OneTask(name, image, script, resources, platform, other, deadlineSeconds);
  }

  OneTask withDeadline(int seconds) {
    return new OneTask(name, image, script, resources, platform, retries, seconds);
  }

  /** Of a run of it. */
  JsonObject request() {
    List<JsonObject> documents =
        PipelineText.documents(
            FORM.replace("NAME", name)
                .replace("IMAGE", image)
                .replace("SCRIPT", script)
                .replace("RESOURCES", resources)
                .replace("DEADLINE", Integer.toString(deadlineSeconds))
                .replace("RETRIES", Integer.toString(retries))
                .replace("PLATFORM", platform));
    JsonObject pipeline =
        new JsonMembers()
            .put("pipeline_spec", documents.getFirst())
            .put("platform_spec", documents.getLast())
            .build();
    return new JsonMembers().put("display_name", name).put("pipeline_spec", pipeline).build();
  }
}
