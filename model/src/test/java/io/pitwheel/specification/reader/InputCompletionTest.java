package io.pitwheel.specification.reader;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pitwheel.specification.ArtifactSource.ParentArtifact;
import io.pitwheel.specification.ArtifactSource.TaskOutputArtifact;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.SpecificationDigest;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputCompletionTest {
  private static final String TOP =
      """
      pipelineInfo: {name: undeclared}
      schemaVersion: 2.1.0
      sdkVersion: kfp-2.17.3
      deploymentSpec: {executors: {exec-say: {container: {image: python, command: [echo]}}}}
      """;

  /** A graph within {@code components} that declares nothing and has one task. */
  private static String graph(String name, String task) {
    return "  comp-%s: {dag: {tasks: {%s}}}\n".formatted(name, task);
  }

  private static String task(String key, String component, String more) {
    return "%s: {componentRef: {name: comp-%s}%s}".formatted(key, component, more);
  }

  private static String parameter(String name, String source) {
    return ", inputs: {parameters: {%s: {componentInputParameter: %s}}}".formatted(name, source);
  }

  private static ReadPipeline read(String components, String declared, String tasks) {
    return PipelineDocumentReader.read(
        TOP
            + "components:\n  comp-say: {executorLabel: exec-say}\n"
            + components
            + "root: {inputDefinitions: {%s}, dag: {tasks: {%s}}}\n".formatted(declared, tasks));
  }

  private static final String SAYS_WORDS =
      graph("deep", task("say", "say", parameter("t", "words")));
  private static final String WORDS =
      "parameters: {words: {parameterType: LIST, isOptional: true}}";

  private static DagComponent component(ReadPipeline read, String name) {
    return (DagComponent) requireNonNull(read.specification().components().get("comp-" + name));
  }

  private static TaskSpecification taskOf(DagComponent graph, String key) {
    return requireNonNull(graph.tasks().get(key));
  }

  @Test
  void handsAnInputDownAlongTheTasksBetweenAndDeclaresItAsTheOuterGraphDoes() {
    String between = graph("between", task("deep", "deep", ""));

    ReadPipeline read = read(SAYS_WORDS + between, WORDS, task("between", "between", ""));

    var handed = new ParameterInput(new ParentParameter("words"), "");
    assertThat(read.warnings()).isEmpty();
    assertThat(taskOf(read.specification().root(), "between").parameters())
        .containsEntry("words", handed);
    assertThat(taskOf(component(read, "between"), "deep").parameters())
        .containsEntry("words", handed);
    assertThat(List.of(component(read, "between"), component(read, "deep")))
        .extracting(graph -> graph.declared().inputParameters())
        .allSatisfy(declared -> {
          assertThat(declared).containsOnlyKeys("words");
          assertThat(requireNonNull(declared.get("words")).type()).isEqualTo(ParameterType.LIST);
          assertThat(requireNonNull(declared.get("words")).isOptional()).isTrue();
        });
  }

  @Test
  void handsArtifactsDownToo() {
    String deep =
        graph(
            "deep",
            task("say", "say", ", inputs: {artifacts: {f: {componentInputArtifact: files}}}"));
    String files =
        "artifacts: {files: {artifactType: {schemaTitle: system.Dataset}, isArtifactList: true}}";

    ReadPipeline read = read(deep, files, task("deep", "deep", ""));

    assertThat(read.warnings()).isEmpty();
    assertThat(taskOf(read.specification().root(), "deep").artifacts())
        .containsEntry("files", new ParentArtifact("files"));
    assertThat(requireNonNull(component(read, "deep").declared().inputArtifacts().get("files")))
        .isEqualTo(read.specification().root().declared().inputArtifacts().get("files"));
  }

  @Test
  void takesTheInputOfAPipelineByTheNameThatTheSdkGivesItInside() {
    String deep = graph("deep", task("say", "say", parameter("t", "pipelinechannel--words")));

    ReadPipeline read =
        read(deep + graph("between", task("deep", "deep", "")), WORDS, task("b", "between", ""));

    assertThat(read.warnings()).isEmpty();
    assertThat(taskOf(read.specification().root(), "b").parameters())
        .containsEntry(
            "pipelinechannel--words", new ParameterInput(new ParentParameter("words"), ""));
    assertThat(taskOf(component(read, "between"), "deep").parameters())
        .containsEntry(
            "pipelinechannel--words",
            new ParameterInput(new ParentParameter("pipelinechannel--words"), ""));
    assertThat(component(read, "deep").declared().inputParameters().values())
        .extracting(ParameterDeclaration::name, ParameterDeclaration::type)
        .containsExactly(tuple("pipelinechannel--words", ParameterType.LIST));
  }

  @Test
  void takesTheInputOfTheNearestGraphAround() {
    String between =
        "  comp-between: {inputDefinitions: {parameters: {words: {parameterType: STRING}}}, dag: {tasks: {%s}}}\n"
            .formatted(task("deep", "deep", ""));
    String given = ", inputs: {parameters: {words: {runtimeValue: {constant: near}}}}";

    ReadPipeline read = read(SAYS_WORDS + between, WORDS, task("between", "between", given));

    assertThat(
            requireNonNull(component(read, "deep").declared().inputParameters().get("words"))
                .type())
        .isEqualTo(ParameterType.STRING);
    assertThat(taskOf(read.specification().root(), "between").parameters())
        .isEqualTo(taskOf(written(read).root(), "between").parameters());
  }

  @Test
  void handsTheItemOfALoopDownWithoutAType() {
    String body = graph("body", task("deep", "deep", ""));
    String loop = ", parameterIterator: {itemInput: words, items: {raw: '[1]'}}";

    ReadPipeline read = read(SAYS_WORDS + body, "", task("loop", "body", loop));

    assertThat(taskOf(component(read, "body"), "deep").parameters()).containsOnlyKeys("words");
    assertThat(component(read, "deep").declared().inputParameters()).isEmpty();
    assertThat(taskOf(read.specification().root(), "loop").parameters()).isEmpty();
  }

  @Test
  void everyTaskThatUsesAGraphHandsTheInputDown() {
    String other =
        "  comp-other: {inputDefinitions: {%s}, dag: {tasks: {%s}}}\n"
            .formatted(WORDS, task("deep", "deep", ""));

    ReadPipeline read =
        read(
            SAYS_WORDS + other,
            WORDS,
            task("deep", "deep", "")
                + ", "
                + task("again", "deep", "")
                + ", "
                + task("other", "other", parameter("words", "words")));

    assertThat(read.warnings()).isEmpty();
    assertThat(taskOf(read.specification().root(), "deep").parameters()).containsOnlyKeys("words");
    assertThat(taskOf(read.specification().root(), "again").parameters()).containsOnlyKeys("words");
    assertThat(taskOf(component(read, "other"), "deep").parameters()).containsOnlyKeys("words");
    assertThat(component(read, "deep").declared().inputParameters()).containsOnlyKeys("words");
  }

  @Test
  void aPlaceThatCannotHandTheInputDownStaysAsItIs() {
    String has =
        "  comp-has: {inputDefinitions: {%s}, dag: {tasks: {%s}}}\n"
            .formatted(WORDS, task("deep", "deep", ""));

    ReadPipeline read =
        read(SAYS_WORDS + has, "", task("has", "has", "") + ", " + task("lacks", "deep", ""));

    assertThat(taskOf(component(read, "has"), "deep").parameters()).containsOnlyKeys("words");
    assertThat(read.specification().root()).isEqualTo(written(read).root());
    assertThat(component(read, "deep")).isEqualTo(written(read).components().get("comp-deep"));
    assertThat(read.warnings())
        .containsExactly(
            "components.comp-deep.dag.tasks.say.inputs.parameters.t.componentInputParameter: words"
                + " is no input of the enclosing component; the task may fail for want of it");
  }

  @Test
  void aGraphBetweenPassesOnOnlyWhatItHasEverywhere() {
    String between = graph("between", task("deep", "deep", ""));
    String has =
        "  comp-has: {inputDefinitions: {%s}, dag: {tasks: {%s}}}\n"
            .formatted(WORDS, task("between", "between", ""));

    ReadPipeline read =
        read(
            SAYS_WORDS + between + has,
            "",
            task("has", "has", "") + ", " + task("lacks", "between", ""));

    assertThat(component(read, "between"))
        .isEqualTo(written(read).components().get("comp-between"));
  }

  @Test
  void graphsAroundThatDeclareTheNameDifferentlyHandItDownWithoutAType() {
    String other =
        "  comp-other: {inputDefinitions: {parameters: {words: {parameterType: STRING}}}, dag: {tasks: {%s}}}\n"
            .formatted(task("deep", "deep", ""));
    String given = ", inputs: {parameters: {words: {runtimeValue: {constant: near}}}}";

    ReadPipeline read =
        read(
            SAYS_WORDS + other,
            WORDS,
            task("deep", "deep", "") + ", " + task("other", "other", given));

    assertThat(taskOf(read.specification().root(), "deep").parameters()).containsOnlyKeys("words");
    assertThat(taskOf(component(read, "other"), "deep").parameters()).containsOnlyKeys("words");
    assertThat(component(read, "deep").declared().inputParameters()).isEmpty();
  }

  private static final String GIVES =
      """
        comp-give: {executorLabel: exec-say, outputDefinitions: {
          parameters: {words: {parameterType: LIST}},
          artifacts: {file: {artifactType: {schemaTitle: system.Dataset}}}}}
      """;
  private static final String SAYS_OUTPUT =
      graph("deep", task("say", "say", parameter("t", "pipelinechannel--give-1-words")));

  @Test
  void handsTheOutputOfATaskDownFromBesideAGraph() {
    String between = graph("between", task("deep", "deep", ""));

    ReadPipeline read =
        read(
            GIVES + SAYS_OUTPUT + between,
            "",
            task("between", "between", "") + ", " + task("give-1", "give", ""));

    assertThat(read.warnings()).isEmpty();
    TaskSpecification around = taskOf(read.specification().root(), "between");
    assertThat(around.parameters())
        .containsEntry(
            "pipelinechannel--give-1-words",
            new ParameterInput(new TaskOutputParameter("give-1", "words"), ""));
    assertThat(around.dependencies()).containsExactly("give-1");
    assertThat(taskOf(component(read, "between"), "deep").parameters())
        .containsEntry(
            "pipelinechannel--give-1-words",
            new ParameterInput(new ParentParameter("pipelinechannel--give-1-words"), ""));
  }

  @Test
  void handsAnArtifactOfATaskDown() {
    String artifacts =
        ", inputs: {artifacts: {t: {componentInputArtifact: pipelinechannel--give-file}}}";
    String deep = graph("deep", task("say", "say", artifacts));

    ReadPipeline read =
        read(GIVES + deep, "", task("deep", "deep", "") + ", " + task("give", "give", ""));

    assertThat(taskOf(read.specification().root(), "deep").artifacts())
        .containsEntry("pipelinechannel--give-file", new TaskOutputArtifact("give", "file"));
  }

  @Test
  void neverLetsTasksWaitForOneAnother() {
    String first =
        "  comp-one: {outputDefinitions: {parameters: {x: {parameterType: STRING}}}, dag: {tasks: {%s}}}\n"
            .formatted(task("say", "say", parameter("t", "pipelinechannel--two-x")));

    ReadPipeline read =
        read(
            first + first.replace("comp-one", "comp-two").replace("--two", "--one"),
            "",
            task("one", "one", "") + ", " + task("two", "two", ""));

    assertThat(taskOf(read.specification().root(), "one").dependencies()).containsExactly("two");
    assertThat(taskOf(read.specification().root(), "two").dependencies()).isEmpty();
  }

  @Test
  void handsDownWhatOnlyThePlatformDocumentReads() {
    String platform =
        """
        ---
        platforms: {kubernetes: {deploymentSpec: {executors: {exec-say: {secretAsEnv: [
          {secretNameParameter: {componentInputParameter: pipelinechannel--secret},
           keyToEnv: [{secretKey: key, envVar: KEY}]}]}}}}}
        """;
    String declared = "parameters: {secret: {parameterType: STRING}}";
    String document =
        TOP
            + "components:\n  comp-say: {executorLabel: exec-say}\n"
            + graph("deep", task("say", "say", ""))
            + "root: {inputDefinitions: {%s}, dag: {tasks: {%s}}}\n"
                .formatted(declared, task("deep", "deep", ""));

    ReadPipeline read = PipelineDocumentReader.read(document + platform);

    assertThat(taskOf(read.specification().root(), "deep").parameters())
        .containsEntry(
            "pipelinechannel--secret", new ParameterInput(new ParentParameter("secret"), ""));
    assertThat(component(read, "deep").declared().inputParameters())
        .containsOnlyKeys("pipelinechannel--secret");
  }

  @Test
  void leavesWhatNoGraphAroundHas() {
    ReadPipeline read = read(SAYS_WORDS, "", task("deep", "deep", ""));

    assertThat(read.specification()).isEqualTo(written(read));
    assertThat(read.warnings()).hasSize(1);
  }

  @Test
  void leavesNamesOfLoopItemsToTheDriver() {
    String deep = graph("deep", task("say", "say", parameter("t", "words-loop-item")));

    ReadPipeline read =
        read(
            deep,
            "parameters: {words-loop-item: {parameterType: STRING}}",
            task("deep", "deep", ""));

    assertThat(read.specification()).isEqualTo(written(read));
  }

  @Test
  void leavesPipelinesWithImmenselyManyUndeclaredNamesAsTheyAre() {
    String first = "parameters: {words0: {parameterType: STRING}}";
    String inputs =
        joined(400, number -> "t%1$d: {componentInputParameter: words%1$d}".formatted(number));
    String deep =
        graph("deep", task("say", "say", ", inputs: {parameters: {%s}}".formatted(inputs)));

    ReadPipeline few = read(deep, first, joined(250, number -> task("deep" + number, "deep", "")));
    ReadPipeline many = read(deep, first, joined(251, number -> task("deep" + number, "deep", "")));

    assertThat(taskOf(few.specification().root(), "deep0").parameters()).containsOnlyKeys("words0");
    assertThat(many.specification()).isEqualTo(written(many));
  }

  private static String joined(int count, IntFunction<String> made) {
    return IntStream.range(0, count).mapToObj(made).collect(Collectors.joining(", "));
  }

  @Test
  void changesNeitherTheDigestNorTheNumbersOfTasks() {
    ReadPipeline read = read(SAYS_WORDS, WORDS, task("deep", "deep", ""));

    PipelineSpecification written = written(read);
    assertThat(read.specification()).isNotEqualTo(written);
    assertThat(SpecificationDigest.of(read.specification()))
        .isEqualTo(SpecificationDigest.of(written));
    assertThat(TaskGraph.of(read.specification()).nodes())
        .extracting(TaskNode::path)
        .isEqualTo(TaskGraph.of(written).nodes().stream().map(TaskNode::path).toList());
  }

  /** As the document has it, nothing completed. */
  private static PipelineSpecification written(ReadPipeline read) {
    return SpecificationReader.read(
        read.specification().document(),
        PlatformDocument.read(read.specification().platformDocument()));
  }
}
