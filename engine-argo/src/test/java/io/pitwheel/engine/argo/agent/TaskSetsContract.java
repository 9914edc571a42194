package io.pitwheel.engine.argo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.argo.agent.TaskSets.Written;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of the task sets of every cluster. */
public abstract class TaskSetsContract {
  private static final JsonObject RESULT =
      new JsonMembers()
          .put("phase", "Succeeded")
          .put("outputs", JsonMembers.of("result", "1"))
          .build();

  protected abstract TaskSets taskSets();

  /** Makes a task set without a label whose nodes ask about these keys, and shows it. */
  protected abstract TaskSetView make(Map<String, String> asked);

  @Test
  final void showsWhatIsAsked() {
    TaskSetView made = make(Map.of("node-1", "4", "node-2", "9.17.3"));

    assertThat(made.asked()).isEqualTo(Map.of("node-1", "4", "node-2", "9.17.3"));
    assertThat(made.answered()).isEmpty();
    assertThat(made.isLabelled()).isFalse();
  }

  @Test
  final void labelsAndThenTakesAnswers() {
    TaskSetView made = make(Map.of("node-1", "4", "node-2", "5"));

    TaskSetView labelled = taken(taskSets().label(made));
    TaskSetView answered = taken(taskSets().answer(labelled, results("node-1")));

    assertThat(labelled.isLabelled()).isTrue();
    assertThat(answered.isLabelled()).isTrue();
    assertThat(answered.answered()).isEqualTo(Set.of("node-1"));
    assertThat(answered.asked()).isEqualTo(made.asked());
  }

  @Test
  final void keepsEarlierAnswersBesideLaterOnes() {
    TaskSetView made = make(Map.of("node-1", "4", "node-2", "5"));

    TaskSetView first = taken(taskSets().answer(made, results("node-1")));
    TaskSetView second = taken(taskSets().answer(first, results("node-2")));

    assertThat(second.answered()).isEqualTo(Set.of("node-1", "node-2"));
  }

  @Test
  final void refusesAnAnswerToAnOlderVersion() {
    TaskSetView made = make(Map.of("node-1", "4"));
    TaskSetView labelled = taken(taskSets().label(made));

    assertThat(taskSets().answer(made, results("node-1"))).isEqualTo(new Written.Stale());
    assertThat(taken(taskSets().label(labelled)).answered()).isEmpty();
  }

  @Test
  final void saysThatATaskSetIsGone() {
    TaskSetView made = make(Map.of("node-1", "4"));
    var other =
        new TaskSetView(made.namespace(), "no-such", made.version(), true, made.asked(), Set.of());

    assertThat(taskSets().answer(other, results("node-1"))).isEqualTo(new Written.Gone());
    assertThat(taskSets().label(other)).isEqualTo(new Written.Gone());
  }

  private static JsonObject results(String node) {
    return JsonMembers.of(node, RESULT);
  }

  private static TaskSetView taken(Written written) {
    assertThat(written).isInstanceOf(Written.Taken.class);
    return ((Written.Taken) written).now();
  }
}
