package io.pitwheel.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import io.pitwheel.api.v2beta1.Filter;
import io.pitwheel.api.v2beta1.ListRecurringRunsResponse;
import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.RecurringRun;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonWriter;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MessageJsonTest {
  @Test
  void writesNumbersInValuesAsGoDoesAndLongIntegersAsText() {
    var task =
        PipelineTask.newBuilder()
            .setTypeAttributes(PipelineTask.TypeAttributes.newBuilder().setIterationIndex(0));
    assertThat(print(task.build())).isEqualTo("{\"type_attributes\":{\"iteration_index\":\"0\"}}");
    assertThat(normalised("{\"b\":3.0,\"a\":[1e21,0.1,null]}", Struct.newBuilder()))
        .isEqualTo("{\"a\":[1e+21,0.1,null],\"b\":3}");
  }

  @Test
  void readsEitherSpellingNumbersAsTextAndEnumsByNumber() {
    String filter =
        "{\"predicates\":[{\"operation\":1,\"key\":\"a\",\"longValue\":\"7\"},"
            + "{\"operation\":\"IN\",\"key\":\"b\",\"string_values\":{\"values\":[\"x\"]}}]}";

    assertThat(normalised(filter, Filter.newBuilder()))
        .isEqualTo(
            "{\"predicates\":[{\"operation\":\"EQUALS\",\"key\":\"a\",\"long_value\":\"7\"},"
                + "{\"operation\":\"IN\",\"key\":\"b\",\"string_values\":{\"values\":[\"x\"]}}]}");
  }

  @Test
  void keepsWhatIsInsideStructsAsItIsAndTheOneNameInCamelCase() {
    assertThat(normalised("{\"pipelineSpec\":{\"fooBar\":{\"a_b\":1}}}", Run.newBuilder()))
        .isEqualTo("{\"pipeline_spec\":{\"fooBar\":{\"a_b\":1}}}");
    assertThat(
            print(
                ListRecurringRunsResponse.newBuilder()
                    .addRecurringRuns(RecurringRun.newBuilder().setMaxConcurrency(1))
                    .build()))
        .isEqualTo("{\"recurringRuns\":[{\"max_concurrency\":\"1\"}]}");
  }

  @Test
  void takesTheEarliestTimeThatGoClientsSendAndDropsFractionsWhenWriting() {
    assertThat(normalised("{\"created_at\":\"0001-01-01T00:00:00.000Z\"}", Run.newBuilder()))
        .isEqualTo("{\"created_at\":\"0001-01-01T00:00:00Z\"}");
    assertThat(normalised("{\"created_at\":\"2026-01-02T05:04:05.9+02:00\"}", Run.newBuilder()))
        .isEqualTo("{\"created_at\":\"2026-01-02T03:04:05Z\"}");
  }

  @Test
  void namesThePlaceOfWhatIsWrong() {
    assertThatThrownBy(
            () -> normalised("{\"state_history\":[{},{\"state\":\"GONE\"}]}", Run.newBuilder()))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> assertThat(refusal.path()).isEqualTo("state_history[1].state"))
        .hasMessageContaining("GONE")
        .hasMessageContaining("SUCCEEDED");
    assertThatThrownBy(() -> normalised("{\"task_count\":2147483648}", Run.newBuilder()))
        .hasMessageContaining("32-bit");
    assertThatThrownBy(() -> normalised("{\"task_count\":\"1e999999999\"}", Run.newBuilder()))
        .hasMessageContaining("32-bit");
  }

  @Property(tries = 200)
  void readsBackWhatItWrote(@ForAll("runs") Run run) {
    var read = Run.newBuilder();
    MessageParser.merge(JsonReader.read(print(run)), read, "run");

    assertThat(read.build()).isEqualTo(run);
  }

  @Provide
  Arbitrary<Run> runs() {
    var texts = Arbitraries.strings().ofMaxLength(8);
    var labels = Arbitraries.maps(texts, Arbitraries.doubles()).ofMaxSize(3);
    return Combinators.combine(texts, Arbitraries.integers(), labels)
        .as((text, number, values) -> {
          var struct = Struct.newBuilder();
          values.forEach((key, value) ->
              struct.putFields(
                  key, com.google.protobuf.Value.newBuilder().setNumberValue(value + 0.0).build()));
          return Run.newBuilder()
              .setDisplayName(text)
              .setTaskCount(number)
              .setPipelineSpec(struct)
              .putAllPluginsInput(Map.of(text, struct.build()))
              .build();
        });
  }

  private static String normalised(String json, Message.Builder builder) {
    MessageParser.merge(JsonReader.read(json), builder, "");
    return print(builder.build());
  }

  private static String print(Message message) {
    return JsonWriter.write(MessagePrinter.print(message));
  }
}
