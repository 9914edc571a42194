package io.pitwheel.specification.reader;

import static io.pitwheel.specification.reader.Pipelines.TRAINING;
import static io.pitwheel.specification.reader.Pipelines.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One bad pipeline a row: refused with its place, what stands there and what was expected. */
class BadInputTest {
  private static final String PREPARE = "componentRef: {name: comp-prepare}";
  private static final String TRAIN = "componentRef: {name: comp-train}";
  private static final String TRAIN_PATH = "root.dag.tasks.train";

  /**
   * @param message what stands after the place in the message
   */
  record Row(String name, String text, String path, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> documents() {
    return List.of(
        new Row(
            "malformed YAML",
            "root: [a, b\nschemaVersion: 2.1.0\n",
            "line 2, column 14",
            "expected ',' or ']', but got : (expected: YAML or JSON)"),
        new Row(
            "a tab as indentation",
            "root:\n\tdag: {}\n",
            "line 2, column 1",
            "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for"
                + " indentation) (expected: YAML or JSON)"),
        new Row(
            "an empty file",
            "",
            "document",
            "an empty file (expected: a pipeline, and at most one platform document)"),
        new Row(
            "comments only",
            "# PIPELINE DEFINITION\n---\n",
            "document",
            "an empty file (expected: a pipeline, and at most one platform document)"),
        new Row(
            "a text instead of an object",
            "hello",
            "document",
            "\"hello\" (a string) (expected: an object with schemaVersion)"),
        new Row(
            "a NUL character",
            "root: \0",
            "document",
            "special characters are not allowed (expected: YAML or JSON)"),
        new Row(
            "two pipelines",
            TRAINING + "---\n" + TRAINING,
            "document 2",
            "a second pipeline (expected: one pipeline and at most one platform document)"),
        new Row(
            "two platform documents",
            TRAINING + "---\nplatforms: {kubernetes: {}}\n---\nplatforms: {kubernetes: {}}\n",
            "document 3",
            "a second platform document (expected: one pipeline and at most one platform"
                + " document)"),
        new Row(
            "a platform document alone",
            "platforms: {kubernetes: {}}\n",
            "document",
            "a platform document alone (expected: a pipeline, and at most one platform document)"),
        new Row(
            "an Argo Workflow",
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n",
            "document 1",
            "an Argo Workflow (expected: a pipeline with schemaVersion 2.1.0, as the SDK of version"
                + " 2 compiles it)"));
  }

  static List<Row> headers() {
    return List.of(
        new Row(
            "a wrong schema version",
            with("2.1.0", "2.0.0"),
            "schemaVersion",
            "\"2.0.0\" (a string) (expected: \"2.1.0\")"),
        new Row(
            "a schema version that is a number",
            with("2.1.0", "2.1"),
            "schemaVersion",
            "2.1 (a number) (expected: \"2.1.0\")"),
        new Row(
            "no schema version",
            with("schemaVersion: 2.1.0\n", ""),
            "schemaVersion",
            "unset (expected: \"2.1.0\")"),
        new Row(
            "no name",
            with("  name: training", "  displayName: Training"),
            "pipelineInfo.name",
            "\"\" (a string) (expected: lower-case letters, digits and hyphens, 128 at most, no"
                + " hyphen first)"),
        new Row(
            "a name that leaves its folder",
            with("  name: training", "  name: ../training"),
            "pipelineInfo.name",
            "\"../training\" (a string) (expected: lower-case letters, digits and hyphens, 128 at"
                + " most, no hyphen first)"),
        new Row(
            "no root",
            TRAINING.substring(0, TRAINING.indexOf("root:")),
            "root",
            "unset (expected: a component with a dag)"),
        new Row(
            "a root that does nothing",
            TRAINING.substring(0, TRAINING.indexOf("root:")) + "root: {}",
            "root",
            "no implementation (expected: dag)"));
  }

  static List<Row> fields() {
    return List.of(
        new Row(
            "an unknown field at the top",
            with("components:", "components_1:"),
            "components_1",
            "unknown field components_1 (expected: one of components, root, deploymentSpec,"
                + " pipelineInfo, …)"),
        new Row(
            "an unknown field of a task's inputs",
            with("inputs:\n          parameters:", "inputs:\n          parametrs:"),
            TRAIN_PATH + ".inputs.parametrs",
            "unknown field parametrs (expected: one of parameters, artifacts)"),
        new Row(
            "an unknown field in a component",
            with("executorLabel: exec-train", "executorLabels: exec-train"),
            "components.comp-train.executorLabels",
            "unknown field executorLabels (expected: one of executorLabel, dag, singlePlatformSpecs,"
                + " inputDefinitions, …)"),
        new Row(
            "an unknown field of an executor",
            with("args: [hello]", "arguments: [hello]"),
            "deploymentSpec.executors.exec-prepare.container.arguments",
            "unknown field arguments (expected: one of args, command, env, image, …)"),
        new Row(
            "an unknown field of a platform's executor",
            TRAINING
                + "---\nplatforms: {kubernetes: {deploymentSpec: {executors: {exec-train:"
                + " {nodeSelectr: {}}}}}}\n",
            "platforms.kubernetes.deploymentSpec.executors.exec-train.nodeSelectr",
            "unknown field nodeSelectr (expected: one of nodeSelector, nodeAffinity, podAffinity,"
                + " podMetadata, …)"));
  }

  static List<Row> kinds() {
    return List.of(
        new Row(
            "a wrong kind",
            with("dependentTasks: [prepare]", "dependentTasks: prepare"),
            TRAIN_PATH + ".dependentTasks",
            "\"prepare\" (a string) (expected: a list)"),
        new Row(
            "a wrong kind in a list",
            with("args: [hello]", "args: [hello, 3]"),
            "deploymentSpec.executors.exec-prepare.container.args[1]",
            "3 (a number) (expected: a string)"),
        new Row(
            "an object that is a text",
            with(TRAIN, "componentRef: comp-train"),
            TRAIN_PATH + ".componentRef",
            "\"comp-train\" (a string) (expected: an object)"),
        new Row(
            "a flag that is a text",
            with(TRAIN, TRAIN + "\n        cachingOptions: {enableCache: \"true\"}"),
            TRAIN_PATH + ".cachingOptions.enableCache",
            "\"true\" (a string) (expected: true or false)"),
        new Row(
            "an integer out of range",
            with(TRAIN, TRAIN + "\n        retryPolicy: {maxRetryCount: 3000000000}"),
            TRAIN_PATH + ".retryPolicy.maxRetryCount",
            "3000000000 (a number) (expected: a whole number from -2147483648 to 2147483647)"),
        new Row(
            "half an integer",
            with(TRAIN, TRAIN + "\n        retryPolicy: {maxRetryCount: 1.5}"),
            TRAIN_PATH + ".retryPolicy.maxRetryCount",
            "1.5 (a number) (expected: a whole number from -2147483648 to 2147483647)"),
        new Row(
            "a duration without a unit",
            with(TRAIN, TRAIN + "\n        retryPolicy: {backoffDuration: \"10\"}"),
            TRAIN_PATH + ".retryPolicy.backoffDuration",
            "\"10\" (a string) (expected: a duration such as \"30s\")"),
        new Row(
            "an unknown choice",
            with("rows: {parameterType: NUMBER_INTEGER}", "rows: {parameterType: INTEGER}"),
            "components.comp-prepare.outputDefinitions.parameters.rows.parameterType",
            "\"INTEGER\" (a string) (expected: one of NUMBER_INTEGER, LIST, STRING, STRUCT, …)"));
  }

  static List<Row> repetitions() {
    return List.of(
        new Row(
            "two members of a oneof",
            with(
                "{componentInputParameter: epochs}",
                "{componentInputParameter: epochs, runtimeValue: {constant: 3}}"),
            TRAIN_PATH + ".inputs.parameters.epochs.runtimeValue",
            "runtimeValue beside componentInputParameter (expected: only one of the two)"),
        new Row(
            "both spellings of a field",
            with(TRAIN, TRAIN + "\n        component_ref: {name: comp-train}"),
            TRAIN_PATH + ".component_ref",
            "the field stands twice (expected: either spelling of it once)"),
        new Row(
            "a key that stands twice",
            with(TRAIN, TRAIN + "\n        " + TRAIN),
            TRAIN_PATH + ".componentRef",
            "the key stands twice (expected: each key once)"));
  }

  static List<Row> references() {
    return List.of(
        new Row(
            "a task that names a missing component",
            with(TRAIN, "componentRef: {name: comp-trian}"),
            TRAIN_PATH + ".componentRef.name",
            "no component comp-trian (expected: a key of components: one of comp-train,"
                + " comp-prepare)"),
        new Row(
            "a task without a component",
            with(TRAIN, "taskInfo: {name: Train}"),
            TRAIN_PATH + ".componentRef.name",
            "unset (expected: a key of components)"),
        new Row(
            "a missing executor",
            with("executorLabel: exec-train", "executorLabel: exec-gone"),
            "components.comp-train.executorLabel",
            "no executor exec-gone (expected: a key of deploymentSpec.executors: one of exec-train,"
                + " exec-prepare)"),
        new Row(
            "a missing producer",
            with("producerTask: prepare", "producerTask: prepared"),
            TRAIN_PATH + ".inputs.parameters.rows.taskOutputParameter.producerTask",
            "no task prepared (expected: a task of the same graph: one of prepare, train)"),
        new Row(
            "a missing output of a producer",
            with("outputParameterKey: rows", "outputParameterKey: row"),
            TRAIN_PATH + ".inputs.parameters.rows.taskOutputParameter.outputParameterKey",
            "no output row (expected: an output of the producer's component: rows)"),
        new Row(
            "a missing task to wait for",
            with("dependentTasks: [prepare]", "dependentTasks: [prepare, clean]"),
            TRAIN_PATH + ".dependentTasks",
            "no task clean (expected: a task of the same graph: one of train, prepare)"));
  }

  static List<Row> graphs() {
    return List.of(
        new Row(
            "a cyclic graph",
            with(PREPARE, PREPARE + "\n        dependentTasks: [train]"),
            "root.dag.tasks.prepare",
            "the cycle prepare -> train -> prepare (expected: a graph without cycles)"),
        new Row(
            "a task that waits for itself",
            with("dependentTasks: [prepare]", "dependentTasks: [train]"),
            TRAIN_PATH,
            "the cycle train -> train (expected: a graph without cycles)"),
        new Row(
            "a component inside itself",
            with(
                "executorLabel: exec-prepare\n    output",
                "dag: {tasks: {again: {componentRef: {name: comp-prepare}}}}\n    output"),
            "components.comp-prepare.dag.tasks.again.componentRef.name",
            "a component inside itself: comp-prepare -> comp-prepare (expected: components without a"
                + " ring)"),
        new Row(
            "an output of a missing task",
            TRAINING
                + "    outputs: {parameters: {rows: {valueFromParameter: {producerSubtask: count,"
                + " outputParameterKey: rows}}}}\n",
            "root.dag.outputs.parameters.rows.producerSubtask",
            "no task count (expected: a task of the same graph: one of train, prepare)"),
        new Row(
            "a loop over an input that the task has not",
            with(
                TRAIN,
                TRAIN
                    + "\n        parameterIterator: {itemInput: item, items: {inputParameter:"
                    + " epoch}}"),
            TRAIN_PATH + ".parameterIterator.items.inputParameter",
            "no input epoch (expected: an input of this task: one of epochs, rows)"),
        new Row(
            "a loop over a text that is no list",
            with(
                TRAIN,
                TRAIN + "\n        parameterIterator: {itemInput: item, items: {raw: \"3\"}}"),
            TRAIN_PATH + ".parameterIterator.items.raw",
            "\"3\" (a string) (expected: the text of a JSON list)"));
  }

  static List<Row> unsupported() {
    return List.of(
        new Row(
            "a variable without a name",
            with("args: [hello]", "env: [{name: '', value: a}]"),
            "deploymentSpec.executors.exec-prepare.container.env[0].name",
            "\"\" (a string) (expected: a name of a variable, not empty and without =)"),
        new Row(
            "a variable whose name holds an equals sign",
            with("args: [hello]", "env: [{name: A, value: a}, {name: B=C, value: a}]"),
            "deploymentSpec.executors.exec-prepare.container.env[1].name",
            "\"B=C\" (a string) (expected: a name of a variable, not empty and without =)"),
        new Row(
            "an argument that ends too early",
            with("args: [hello]", "args: [hello, \"a\\0b\"]"),
            "deploymentSpec.executors.exec-prepare.container.args[1]",
            "the character U+0000 (expected: text without it)"),
        new Row(
            "a resolver",
            with("container: {image: python, command: [echo]}", "resolver: {}"),
            "deploymentSpec.executors.exec-train.resolver",
            "a resolver (expected: a container or an importer)"),
        new Row(
            "a custom job",
            with("container: {image: python, command: [echo]}", "customJob: {customJob: {}}"),
            "deploymentSpec.executors.exec-train.customJob",
            "a customJob (expected: a container or an importer)"),
        new Row(
            "a runtime parameter as input",
            with("{componentInputParameter: epochs}", "{runtimeValue: {runtimeParameter: epochs}}"),
            TRAIN_PATH + ".inputs.parameters.epochs.runtimeValue.runtimeParameter",
            "a deprecated form (expected: componentInputParameter)"),
        new Row(
            "a constant of the old typing",
            with(
                "{componentInputParameter: epochs}",
                "{runtimeValue: {constantValue: {intValue: 3}}}"),
            TRAIN_PATH + ".inputs.parameters.epochs.runtimeValue.constantValue",
            "a deprecated form (expected: constant)"),
        new Row(
            "a parameter of the old typing",
            with(
                "outputDefinitions:\n      parameters:\n        rows: {parameterType: NUMBER_INTEGER}",
                "outputDefinitions:\n      parameters:\n        rows: {type: INT}"),
            "components.comp-prepare.outputDefinitions.parameters.rows.parameterType",
            "unset (expected: one of [NUMBER_DOUBLE, NUMBER_INTEGER, STRING, BOOLEAN, LIST, STRUCT,"
                + " TASK_FINAL_STATUS, TASK_CONFIG])"),
        new Row(
            "a task key that leaves its folder",
            with("prepare:\n        componentRef", "../prepare:\n        componentRef"),
            "root.dag.tasks.../prepare",
            "the key \"../prepare\" (a string) (expected: letters, digits, hyphens and underscores,"
                + " 253 at most)"),
        new Row(
            "a negative limit",
            with(TRAIN, TRAIN + "\n        iteratorPolicy: {parallelismLimit: -1}"),
            TRAIN_PATH + ".iteratorPolicy.parallelismLimit",
            "-1 (expected: 0 for no limit, or more)"));
  }

  @ParameterizedTest
  @MethodSource({
    "documents",
    "headers",
    "fields",
    "kinds",
    "repetitions",
    "references",
    "graphs",
    "unsupported"
  })
  void refusesWithPlaceValueAndExpectation(Row row) {
    Throwable thrown = catchThrowable(() -> PipelineDocumentReader.read(row.text()));

    assertThat(thrown).isInstanceOf(PipelinesException.class);
    PipelinesException refusal = (PipelinesException) thrown;
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(refusal.path()).isEqualTo(row.path());
    assertThat(refusal).hasMessage("reading the pipeline at " + row.path() + ": " + row.message());
  }
}
