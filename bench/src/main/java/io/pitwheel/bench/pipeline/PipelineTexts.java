package io.pitwheel.bench.pipeline;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of the pipelines that are measured. */
public final class PipelineTexts {
  private PipelineTexts() {}

  /** A chain of container components that run the command. */
  public static String chain(int steps, String command) {
    return document(command, "", chainOf(steps));
  }

  /**
   * The same as pods; nothing is taken from the cache.
   *
   * @param script for a shell
   */
  public static String chainInImage(int steps, String image, String script) {
    return document("sh", "", chainOf(steps))
        .replace("image: bench", "image: " + image)
        .replace("['sh']", "[sh, -c, '%s']".formatted(script.replace("'", "''")));
  }

  private static String chainOf(int steps) {
    return IntStream.range(0, steps)
        .mapToObj(step ->
            task("step-%04d".formatted(step))
                + (step == 0 ? "" : "        dependentTasks: [step-%04d]%n".formatted(step - 1)))
        .collect(Collectors.joining());
  }

  /** Tasks in layers; each task of a layer waits for all of the layer before. */
  public static String layers(int tasks, int width, String command) {
    String text =
        IntStream.range(0, tasks)
            .mapToObj(task -> task("step-%04d".formatted(task)) + waitingFor(task / width, width))
            .collect(Collectors.joining());
    return document(command, "", text);
  }

  private static String waitingFor(int layer, int width) {
    return layer == 0
        ? ""
        : IntStream.range((layer - 1) * width, layer * width)
            .mapToObj("step-%04d"::formatted)
            .collect(Collectors.joining(", ", "        dependentTasks: [", "]\n"));
  }

  /** A task with the output {@code items}, and a loop over that. */
  public static String loopOverOutput(String command) {
    String components =
        """
          comp-make:
            executorLabel: exec-step
            outputDefinitions:
              parameters:
                items: {parameterType: LIST}
          comp-for-loop-1:
            dag:
              tasks:
                body:
                  componentRef: {name: comp-step}
                  taskInfo: {name: body}
            inputDefinitions:
              parameters:
                items: {parameterType: LIST}
                item: {parameterType: STRING}
        """;
    String tasks =
        """
              make:
                componentRef: {name: comp-make}
                taskInfo: {name: make}
              for-loop-1:
                componentRef: {name: comp-for-loop-1}
                dependentTasks: [make]
                taskInfo: {name: for-loop-1}
                inputs:
                  parameters:
                    items:
                      taskOutputParameter: {producerTask: make, outputParameterKey: items}
                parameterIterator:
                  itemInput: item
                  items: {inputParameter: items}
        """;
    return document(command, components, tasks);
  }

  /** One loop over numbers, its body one container component that runs the command. */
  public static String loop(int iterations, String command) {
    String items =
        IntStream.range(0, iterations).mapToObj(Integer::toString).collect(Collectors.joining(","));
    String body =
        """
          comp-for-loop-1:
            dag:
              tasks:
                body:
                  componentRef: {name: comp-step}
                  taskInfo: {name: body}
            inputDefinitions:
              parameters:
                item: {parameterType: NUMBER_INTEGER}
        """;
    String task =
        """
              for-loop-1:
                componentRef: {name: comp-for-loop-1}
                taskInfo: {name: for-loop-1}
                parameterIterator:
                  itemInput: item
                  items: {raw: '[%s]'}
        """
            .formatted(items);
    return document(command, body, task);
  }

  private static String task(String key) {
    return "      %s:%n        componentRef: {name: comp-step}%n        taskInfo: {name: %s}%n"
        .formatted(key, key);
  }

  private static String document(String command, String components, String tasks) {
    return """
    components:
      comp-step: {executorLabel: exec-step}
    %sdeploymentSpec:
      executors:
        exec-step:
          container:
            image: bench
            command: ['%s']
    pipelineInfo: {name: bench}
    root:
      dag:
        tasks:
    %sschemaVersion: 2.1.0
    sdkVersion: kfp-2.17.0
    """
        .formatted(components, command, tasks);
  }
}
