package io.pitwheel.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CommandResolverTest {
  private static final ExecutorInput INPUT =
      new ExecutorInput(
          new TaskValues(
              Map.of(
                  "n", JsonValue.of(3.0),
                  "half", JsonValue.of(2.5),
                  "flag", JsonValue.of(true),
                  "words", JsonReader.read("[\"a\", 1.0]"),
                  "none", JsonValue.ofNull(),
                  "text", JsonValue.of("two words")),
              Map.of(
                  "model",
                  List.of(artifact("model", "s3://bucket/model", "{\"rows\": 7.0, \"f\": \"x\"}")),
                  "empty",
                  List.of())),
          Set.of("empty"),
          Map.of("model", List.of("/s3/bucket/model")),
          Map.of("score", "/out/score"),
          Map.of(
              "plot",
              new ExecutorInput.OutputArtifact(
                  artifact("plot", "s3://bucket/plot", "{}"), "/s3/bucket/plot")),
          "/out/executor_output.json",
          Map.of(Facts.JOB_UUID, "run-1"));

  @Test
  void writesAWholeInputThatIsAListAsAList() {
    var one = Map.of("models", List.of(artifact("one", "s3://bucket/one", "{}")));
    var input =
        new ExecutorInput(
            new TaskValues(Map.of(), one),
            Set.of("models"),
            Map.of(),
            Map.of(),
            Map.of(),
            "/out",
            Map.of());

    String list =
        CommandResolver.resolve(List.of("{{$.inputs.artifacts['models']}}"), input).getFirst();

    assertThat(list).startsWith("[{").contains("\"uri\":\"s3://bucket/one\"").endsWith("}]");
    assertThat(resolve("{{$.inputs.artifacts['empty']}}")).containsExactly("[]");
  }

  @Test
  void fillsEveryKindOfPlaceholder() {
    assertThat(
            resolve(
                "{{$.inputs.parameters['n']}} {{$.inputs.parameters['half']}}"
                    + " {{$.inputs.parameters['flag']}} {{$.inputs.parameters['words']}}"))
        .containsExactly("3 2.5 true [\"a\",1]");
    assertThat(
            resolve(
                "{{$.inputs.artifacts['model'].path}}",
                "{{$.inputs.artifacts['model'].uri}}",
                "{{$.inputs.artifacts['model'].metadata}}",
                "{{$.inputs.artifacts['model'].metadata['rows']}}"))
        .containsExactly("/s3/bucket/model", "s3://bucket/model", "{\"rows\":7,\"f\":\"x\"}", "7");
    assertThat(
            resolve(
                "{{$.outputs.parameters['score'].output_file}}",
                "{{$.outputs.artifacts['plot'].path}}",
                "{{$.outputs.artifacts['plot'].uri}}",
                "{{$.outputs.artifacts['plot'].metadata}}",
                "{{$.outputs.output_file}}",
                "{{$.outputMetadataUri}}",
                "{{$.pipeline_job_uuid}}"))
        .containsExactly(
            "/out/score",
            "/s3/bucket/plot",
            "s3://bucket/plot",
            "{}",
            "/out/executor_output.json",
            "/out/executor_output.json",
            "run-1");
    assertThat(resolve("{{$.inputs.artifacts['model']}}"))
        .containsExactly(
            "{\"name\":\"model\",\"uri\":\"s3://bucket/model\",\"type\":{\"schemaTitle\":"
                + "\"system.Model\",\"schemaVersion\":\"0.0.1\"},\"metadata\":{\"rows\":7,\"f\":\"x\"}}");
  }

  @Test
  void givesTheWholeExecutorInputAsCompactJson() {
    assertThat(resolve("--executor_input", "{{$}}"))
        .containsExactly("--executor_input", JsonWriter.write(INPUT.toJson()));
    assertThat(INPUT.toJson())
        .isEqualTo(
            JsonReader.read(
                """
                {"inputs": {
                   "parameterValues": {"n": 3, "half": 2.5, "flag": true, "words": ["a", 1],
                                       "none": null, "text": "two words"},
                   "artifacts": {"empty": {"artifacts": []}, "model": {"artifacts": [
                     {"name": "model", "uri": "/s3/bucket/model",
                      "type": {"schemaTitle": "system.Model", "schemaVersion": "0.0.1"},
                      "metadata": {"rows": 7, "f": "x"}}]}}},
                 "outputs": {
                   "parameters": {"score": {"outputFile": "/out/score"}},
                   "artifacts": {"plot": {"artifacts": [
                     {"name": "plot", "uri": "/s3/bucket/plot",
                      "type": {"schemaTitle": "system.Model", "schemaVersion": "0.0.1"}}]}},
                   "outputFile": "/out/executor_output.json"}}
                """));
  }

  @Test
  void splicesOrDropsIfPresent() {
    assertThat(
            resolve(
                "a",
                "{\"IfPresent\": {\"InputName\": \"n\", \"Then\": [\"--n\","
                    + " \"{{$.inputs.parameters['n']}}\"], \"Else\": \"no\"}}",
                "{\"IfPresent\": {\"InputName\": \"none\", \"Then\": \"x\"}}",
                "{\"IfPresent\": {\"InputName\": \"missing\", \"Then\": \"x\", \"Else\": \"other\"}}",
                "{\"IfPresent\": {\"InputName\": \"model\", \"Then\":"
                    + " \"{{$.inputs.artifacts['model'].uri}}\"}}",
                "{\"IfPresent\": {\"InputName\": \"empty\", \"Then\": \"x\"}}",
                "z"))
        .containsExactly("a", "--n", "3", "other", "s3://bucket/model", "z");
  }

  @Test
  void joinsConcatAndNestsBoth() {
    assertThat(
            resolve(
                "{\"Concat\": [\"n=\", \"{{$.inputs.parameters['n']}}\", {\"IfPresent\":"
                    + " {\"InputName\": \"missing\", \"Then\": \"!\"}}, {\"Concat\": [\";\","
                    + " \"end\"]}]}",
                "{\"IfPresent\": {\"InputName\": \"n\", \"Then\": [{\"Concat\": [\"a\", \"b\"]},"
                    + " {\"IfPresent\": {\"InputName\": \"flag\", \"Then\": [\"c\", \"d\"]}}]}}"))
        .containsExactly("n=3;end", "ab", "c", "d");
  }

  @Test
  void passesJsonOfAnyOtherShapeAsText() {
    List<String> texts =
        List.of("{\"Concat\": 5}", "{\"IfPresent\": {}}", "{\"a\": 1}", "{\"broken\"", "{{item}}");

    assertThat(CommandResolver.resolve(texts, INPUT)).isEqualTo(texts);
  }

  @Test
  void namesWhatAPlaceholderAsksForAndTheTaskDoesNotHave() {
    for (String placeholder :
        List.of(
            "{{$.inputs.parameters['other']}}",
            "{{$.inputs.artifacts['other'].path}}",
            "{{$.inputs.artifacts['model'].metadata['other']}}",
            "{{$.outputs.parameters['other'].output_file}}",
            "{{$.outputs.artifacts['other'].uri}}")) {
      assertThatThrownBy(() -> resolve(placeholder))
          .isInstanceOf(PipelinesException.class)
          .hasMessageContaining(placeholder)
          .hasMessageContaining("other is not given");
    }
    assertThatThrownBy(() -> resolve("{{$.inputs.artifacts['empty'].uri}}"))
        .hasMessageContaining("empty is not given");
  }

  @Property
  void neverScansWhatItFilledIn(@ForAll("sly") String sly) {
    var input =
        new ExecutorInput(
            new TaskValues(Map.of("sly", JsonValue.of(sly), "n", JsonValue.of(1)), Map.of()),
            Set.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            "/out",
            Map.of());

    assertThat(
            CommandResolver.resolve(
                List.of(
                    "<{{$.inputs.parameters['sly']}}>",
                    "{\"Concat\": [\"{{$.inputs.parameters['sly']}}\", \"!\"]}"),
                input))
        .containsExactly("<" + sly + ">", sly + "!");
  }

  @Provide
  Arbitrary<String> sly() {
    return Arbitraries.of(
            "{{$.inputs.parameters['n']}}", "{{$}}", "{\"Concat\": [", "\"]}", "'", "\n", "\\", "a")
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }

  private static List<String> resolve(String... elements) {
    return CommandResolver.resolve(List.of(elements), INPUT);
  }

  private static Artifact artifact(String name, String uri, String metadata) {
    return new Artifact(
        "id-" + name, name, uri, "system.Model", "0.0.1", (JsonObject) JsonReader.read(metadata));
  }
}
