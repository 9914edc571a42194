package io.pitwheel.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.TaskPlace;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RerunScopeTest {
  /** first, then a loop with two tasks in a row, then last; alone waits for nothing. */
  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  pipelineInfo: {name: scoped}
                  schemaVersion: 2.1.0
                  sdkVersion: kfp-2.17.0
                  components:
                    comp-leaf: {executorLabel: exec-leaf}
                    comp-loop:
                      inputDefinitions: {parameters: {item: {parameterType: NUMBER_INTEGER}}}
                      dag:
                        tasks:
                          train: {componentRef: {name: comp-leaf}}
                          score: {componentRef: {name: comp-leaf}, dependentTasks: [train]}
                  deploymentSpec:
                    executors:
                      exec-leaf: {container: {image: alpine, command: ['true']}}
                  root:
                    dag:
                      tasks:
                        alone: {componentRef: {name: comp-leaf}}
                        first: {componentRef: {name: comp-leaf}}
                        loop:
                          componentRef: {name: comp-loop}
                          dependentTasks: [first]
                          parameterIterator: {itemInput: item, items: {raw: '[1, 2]'}}
                        last: {componentRef: {name: comp-leaf}, dependentTasks: [loop]}
                  """)
              .specification());

  private static Optional<String> why(String from, String place) {
    TaskPlace asked = TaskPlace.parse("from", place);
    return RerunScope.of(GRAPH, TaskPlace.parse("from", from))
        .whyRunsAgain(asked.path(), asked.iteration());
  }

  @Test
  void tellsWhatDependsOnTheTask() {
    assertThat(why("first", "first")).hasValue("the run starts again from first");
    assertThat(why("first", "loop/train[1]")).hasValue("first runs again, and loop depends on it");
    assertThat(why("first", "last")).hasValue("loop runs again, and last depends on it");
    assertThat(why("first", "alone")).isEmpty();
    assertThat(why("last", "first")).isEmpty();
  }

  @Test
  void keepsIterationsApart() {
    assertThat(why("loop/train[1]", "loop/train[1]")).isPresent();
    assertThat(why("loop/train[1]", "loop/score[1]"))
        .hasValue("loop/train runs again, and loop/score depends on it");
    assertThat(why("loop/train[1]", "loop/train[0]")).isEmpty();
    assertThat(why("loop/train[1]", "loop/score[0]")).isEmpty();
    assertThat(why("loop/train[1]", "last")).isPresent();
    assertThat(why("loop/score[1]", "loop/train[1]")).isEmpty();
    assertThat(why("loop[1]", "loop/train[1]")).hasValue("the run starts again from loop[1]");
    assertThat(why("loop[1]", "loop/train[0]")).isEmpty();
    assertThat(why("loop", "loop/train[0]")).isPresent();
    assertThat(why("loop/train", "loop/score[0]")).isPresent();
  }

  @Test
  void refusesATaskThatIsNotThere() {
    assertThatThrownBy(() -> why("loop/trian", "first"))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("no task loop/trian (expected: one of loop, loop/train");
    assertThatThrownBy(() -> why("first[0]", "first"))
        .hasMessageContaining("first[0] has 1 indices (expected: at most 0");
    assertThatThrownBy(() -> why("loop//train", "first"))
        .hasMessageContaining("expected: keys joined by slashes");
  }
}
