package io.pitwheel.specification.reader;

import static io.pitwheel.specification.reader.Pipelines.TRAINING;
import static io.pitwheel.specification.reader.Pipelines.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.specification.SpecificationDigest;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineDocumentReaderTest {
  private static final String TRAIN = "componentRef: {name: comp-train}";
  private static final String PLATFORM =
      "platforms: {kubernetes: {pipelineConfig: {activeDeadlineSeconds: 60}}, other: {config: {}}}\n";

  @Test
  void readsTasksWithInputsAndImpliedDependencies() {
    PipelineSpecification pipeline = read(with("dependentTasks: [prepare]", "dependentTasks: []"));

    TaskSpecification train = train(pipeline);
    assertThat(pipeline.name()).isEqualTo("training");
    assertThat(train.dependencies()).containsExactly("prepare");
    assertThat(input(train, "rows")).isEqualTo(new TaskOutputParameter("prepare", "rows"));
    assertThat(input(train, "epochs")).isEqualTo(new ParentParameter("epochs"));
    assertThat(pipeline.componentOf(train))
        .asInstanceOf(type(ContainerComponent.class))
        .satisfies(component -> assertThat(component.executor().command()).containsExactly("echo"));
  }

  @Test
  void readsDocumentsInEitherOrderAndPassesOverEmptyOnes() {
    PipelineSpecification first = read(TRAINING + "---\n" + PLATFORM);
    PipelineSpecification last = read("---\n---\n" + PLATFORM + "---\n" + TRAINING);

    assertThat(last).isEqualTo(first);
    assertThat(JsonWriter.write(first.platformDocument()))
        .isEqualTo(
            "{\"platforms\":{\"kubernetes\":{\"pipelineConfig\":{\"activeDeadlineSeconds\":60}},"
                + "\"other\":{\"config\":{}}}}");
  }

  @Test
  void readsJsonAsItReadsYaml() {
    PipelineSpecification pipeline = read(TRAINING);

    assertThat(read("\uFEFF \n" + JsonWriter.write(pipeline.document()))).isEqualTo(pipeline);
  }

  @Test
  void readsRequestBodiesOfOnePartAndOfTwo() {
    PipelineSpecification pipeline = read(TRAINING + "---\n" + PLATFORM);
    JsonObject both =
        new JsonObject(
            Map.of(
                "pipeline_spec",
                pipeline.document(),
                "platform_spec",
                pipeline.platformDocument()));
    JsonObject withoutPlatform =
        new JsonObject(
            Map.of("pipelineSpec", pipeline.document(), "platformSpec", JsonValue.ofNull()));

    assertThat(PipelineDocumentReader.readRequestBody(both).specification()).isEqualTo(pipeline);
    assertThat(read(JsonWriter.write(both))).isEqualTo(pipeline);
    assertThat(PipelineDocumentReader.readRequestBody(withoutPlatform).specification())
        .isEqualTo(PipelineDocumentReader.readRequestBody(pipeline.document()).specification())
        .isEqualTo(read(TRAINING));
  }

  @Test
  void refusesARequestBodyWithAnotherPart() {
    JsonObject body =
        new JsonObject(
            Map.of("pipeline_spec", read(TRAINING).document(), "runtime", JsonObject.EMPTY));

    assertThatThrownBy(() -> PipelineDocumentReader.readRequestBody(body))
        .isInstanceOf(PipelinesException.class)
        .hasMessage(
            "reading the pipeline at runtime: unknown field runtime (expected: pipeline_spec and"
                + " platform_spec)");
  }

  @Test
  void givesPipelinesThatMeanTheSameOneDigest() {
    String otherSpelling =
        with("pipelineInfo:", "pipeline_info:")
            .replace("parameterType: NUMBER_INTEGER", "parameter_type: 2")
            .replace(TRAIN, TRAIN + "\n        cachingOptions:\n        dependent_tasks: [prepare]")
            .replace("        dependentTasks: [prepare]\n", "");

    assertThat(SpecificationDigest.of(read(otherSpelling)))
        .isEqualTo(SpecificationDigest.of(read(TRAINING)));
    assertThat(SpecificationDigest.of(read(with("args: [hello]", "args: [hi]"))))
        .isNotEqualTo(SpecificationDigest.of(read(TRAINING)));
    assertThat(SpecificationDigest.of(read(TRAINING + "---\n" + PLATFORM)))
        .isNotEqualTo(SpecificationDigest.of(read(TRAINING)));
  }

  @Test
  void wrapsARootThatIsASingleComponent() {
    String wrapped =
        TRAINING.substring(0, TRAINING.indexOf("root:"))
            + """
            root:
              executorLabel: exec-train
              inputDefinitions:
                parameters: {epochs: {parameterType: NUMBER_INTEGER}}
              outputDefinitions:
                artifacts: {model: {artifactType: {schemaTitle: system.Model}}}
            """;

    PipelineSpecification pipeline = read(wrapped);

    TaskSpecification only = Objects.requireNonNull(pipeline.root().tasks().get("training"));
    assertThat(input(only, "epochs")).isEqualTo(new ParentParameter("epochs"));
    assertThat(pipeline.root().outputs().artifacts()).containsOnlyKeys("model");
    assertThat(pipeline.componentOf(only)).isInstanceOf(ContainerComponent.class);
    assertThat(JsonWriter.write(pipeline.document())).contains("\"executorLabel\":\"exec-train\"");
  }

  @Test
  void warnsOfInputsThatTheEnclosingComponentDoesNotDeclare() {
    ReadPipeline read =
        PipelineDocumentReader.read(
            with("componentInputParameter: epochs", "componentInputParameter: item-subvar-k"));

    assertThat(read.warnings())
        .containsExactly(
            "root.dag.tasks.train.inputs.parameters.epochs.componentInputParameter: item-subvar-k"
                + " is no input of the enclosing component; the task may fail for want of it");
  }

  @Test
  void takesInputsThatTheComponentDoesNotDeclare() {
    String text =
        with(
            "epochs: {componentInputParameter: epochs}",
            "epochs: {componentInputParameter: epochs}\n            cpu_limit: {runtimeValue:"
                + " {constant: \"1\"}}");

    assertThat(input(train(read(text)), "cpu_limit"))
        .isEqualTo(new ConstantParameter(JsonValue.of("1")));
  }

  @Test
  void readsRetryPoliciesAndFillsWhatTheyLeaveOut() {
    String whole =
        "retryPolicy: {maxRetryCount: 3, backoffDuration: 1.5s, backoffFactor: 3.0,"
            + " backoffMaxDuration: 60s}";

    assertThat(train(read(with(TRAIN, TRAIN + "\n        " + whole))).retryPolicy())
        .isEqualTo(new RetryPolicy(3, Duration.ofMillis(1_500), 3, Duration.ofMinutes(1)));
    assertThat(
            train(read(with(TRAIN, TRAIN + "\n        retryPolicy: {maxRetryCount: \"2\"}")))
                .retryPolicy())
        .isEqualTo(new RetryPolicy(2, Duration.ZERO, 2, Duration.ofHours(1)));
    assertThat(train(read(TRAINING)).retryPolicy()).isEqualTo(RetryPolicy.NONE);
  }

  /** Expected: requests and limits of cores and memory, then the accelerator and its count. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpuLimit: 1.0, memoryLimit: 0.268435456 | ,1,,0.268435456G,,",
        "cpuRequest: 0.5, memoryRequest: 2.0 | 0.5,,2G,,,",
        "cpuLimit: 1.0, resourceCpuLimit: 500m | ,500m,,,,",
        "accelerator: {type: nvidia.com/gpu, count: '2'} | ,,,,nvidia.com/gpu,2",
        "accelerator: {type: a, count: 1, resourceType: b, resourceCount: '3'} | ,,,,b,3"
      })
  void readsResourcesAsQuantities(String written, String expected) {
    PipelineSpecification pipeline =
        read(with("command: [echo]}", "command: [echo], resources: {" + written + "}}"));

    assertThat(pipeline.components().get("comp-train"))
        .asInstanceOf(type(ContainerComponent.class))
        .extracting(component -> joined(component.executor().resources()))
        .isEqualTo(expected);
  }

  @Test
  void readsImporters() {
    PipelineSpecification pipeline =
        read(
            with(
                "container: {image: python, command: [echo]}",
                "importer: {artifactUri: {runtimeParameter: uri}, typeSchema: {schemaTitle:"
                    + " system.Dataset}, reimport: true}"));

    assertThat(pipeline.components().get("comp-train"))
        .asInstanceOf(type(ImporterComponent.class))
        .satisfies(component -> {
          assertThat(component.executor().uriParameter()).isEqualTo("uri");
          assertThat(component.executor().schemaTitle()).isEqualTo("system.Dataset");
          assertThat(component.executor().reimport()).isTrue();
        });
  }

  /** What PyYAML makes of the same scalars; for dates and base 60 see the class that reads them. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "yes | true",
        "Off | false",
        "y | \"y\"",
        "~ | null",
        "'~' | \"~\"",
        "`` | null",
        "010 | 8",
        "0x1F | 31",
        "-0b11 | -3",
        "1_000 | 1000",
        "+7 | 7",
        "1.0e+3 | 1000",
        "1e5 | \"1e5\"",
        ".5 | 0.5",
        "1. | 1",
        "12:30 | \"12:30\"",
        "2026-11-22 | \"2026-11-22\"",
        "2.1.0 | \"2.1.0\"",
        "'3' | \"3\"",
        "!!str 3 | \"3\"",
        "!!float 3 | 3",
        "089 | \"089\"",
        "= | \"=\"",
        "[a, {b: c}] | [\"a\",{\"b\":\"c\"}]",
        "{<<: {a: 1, b: 2}, b: 3} | {\"b\":3,\"a\":1}",
        "[&x {a: 1}, *x] | [{\"a\":1},{\"a\":1}]"
      })
  void readsScalarsAsTheSdkWroteThem(String yaml, String json) {
    String text =
        with("{componentInputParameter: epochs}", "{runtimeValue: {constant: " + yaml + "}}");

    assertThat(input(train(read(text)), "epochs"))
        .isEqualTo(new ConstantParameter(JsonReader.read(json)));
  }

  private static PipelineSpecification read(String text) {
    return PipelineDocumentReader.read(text).specification();
  }

  private static TaskSpecification train(PipelineSpecification pipeline) {
    return Objects.requireNonNull(pipeline.root().tasks().get("train"));
  }

  private static Object input(TaskSpecification task, String name) {
    return Objects.requireNonNull(task.parameters().get(name)).source();
  }

  private static String joined(ContainerResources resources) {
    return String.join(
        ",",
        resources.cpuRequest(),
        resources.cpuLimit(),
        resources.memoryRequest(),
        resources.memoryLimit(),
        resources.acceleratorType(),
        resources.acceleratorCount());
  }
}
