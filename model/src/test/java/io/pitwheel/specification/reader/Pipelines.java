package io.pitwheel.specification.reader;

/** A small valid pipeline as text, and ways to spoil one place of it. */
final class Pipelines {
  /** Two tasks, the second fed by the first; one parameter of each kind of need. */
  static final String TRAINING =
      """
      pipelineInfo:
        name: training
      schemaVersion: 2.1.0
      sdkVersion: kfp-2.17.3
      components:
        comp-prepare:
          executorLabel: exec-prepare
          outputDefinitions:
            parameters:
              rows: {parameterType: NUMBER_INTEGER}
        comp-train:
          executorLabel: exec-train
          inputDefinitions:
            parameters:
              epochs: {parameterType: NUMBER_INTEGER}
              rows: {parameterType: NUMBER_INTEGER}
      deploymentSpec:
        executors:
          exec-prepare:
            container: {image: python, command: [echo], args: [hello]}
          exec-train:
            container: {image: python, command: [echo]}
      root:
        inputDefinitions:
          parameters:
            epochs: {parameterType: NUMBER_INTEGER}
        dag:
          tasks:
            prepare:
              componentRef: {name: comp-prepare}
            train:
              componentRef: {name: comp-train}
              dependentTasks: [prepare]
              inputs:
                parameters:
                  epochs: {componentInputParameter: epochs}
                  rows:
                    taskOutputParameter: {producerTask: prepare, outputParameterKey: rows}
      """;

  private Pipelines() {}

  /** {@link #TRAINING} with one place replaced; the place must be there. */
  static String with(String place, String replacement) {
    if (!TRAINING.contains(place)) {
      throw new IllegalArgumentException("not in the pipeline: " + place);
    }
    return TRAINING.replace(place, replacement);
  }
}
