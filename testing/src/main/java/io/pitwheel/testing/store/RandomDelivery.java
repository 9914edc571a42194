package io.pitwheel.testing.store;

import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Plays a plan in an order of its own: tasks whose graph is entered are decided and ended in any
 * order, in calls of any size, and changes come again at any time.
 */
final class RandomDelivery {
  private final RandomPlan plan;
  private final RunFixture run;
  private final Random random;
  private final List<Runnable> possible = new ArrayList<>();
  private final List<TaskChange> call = new ArrayList<>();
  private final List<TaskChange> sent = new ArrayList<>();
  private @Nullable RunState told;

  RandomDelivery(RandomPlan plan, RunFixture run, long seed) {
    this.plan = plan;
    this.run = run;
    this.random = new Random(seed);
  }

  /** Plays everything that has not ended; answers what the store told of the run's end. */
  @Nullable RunState play() {
    enter(plan.graph().root(), IterationVector.NONE);
    while (!possible.isEmpty()) {
      possible.remove(random.nextInt(possible.size())).run();
      if (!sent.isEmpty() && random.nextInt(4) == 0) {
        call.add(sent.get(random.nextInt(sent.size())));
      }
      if (random.nextInt(3) == 0) {
        send();
      }
    }
    send();
    return told;
  }

  /** Delivers everything once more, shuffled. */
  void repeatEverything() {
    call.addAll(sent);
    Collections.shuffle(call, random);
    send();
  }

  private void send() {
    RunState answer = run.record(List.copyOf(call)).runState();
    told = answer == null ? told : answer;
    sent.addAll(call);
    call.clear();
  }

  private void enter(TaskNode graph, IterationVector iteration) {
    int passes = graph.isRoot() ? 1 : plan.iterationsOf(graph, iteration);
    for (int pass = 0; pass < passes; pass++) {
      IterationVector inside = graph.isLoop() ? iteration.inside(pass) : iteration;
      for (TaskNode child : plan.graph().childrenOf(graph).values()) {
        enterOrDecide(child, inside);
      }
    }
  }

  /** Of a run that was retried some tasks are there. */
  private void enterOrDecide(TaskNode node, IterationVector iteration) {
    TaskState state =
        run.find(node.path().slashed(), indices(iteration))
            .map(Task::state)
            .orElse(TaskState.UNSPECIFIED);
    if (state == TaskState.UNSPECIFIED) {
      possible.add(() -> decide(node, iteration));
    } else if (state == TaskState.RUNNING) {
      enter(node, iteration);
    }
  }

  private static int[] indices(IterationVector iteration) {
    return iteration.indices().stream().mapToInt(Integer::intValue).toArray();
  }

  private void decide(TaskNode node, IterationVector iteration) {
    String path = node.path().slashed();
    int[] indices = indices(iteration);
    TaskValues made = RecursiveFold.made(node, iteration);
    switch (plan.fateOf(node, iteration)) {
      case SUCCEED -> {
        if (node.isDag()) {
          call.add(
              node.isLoop()
                  ? run.iterated(plan.iterationsOf(node, iteration), path, indices)
                  : run.entered(path, indices));
          enter(node, iteration);
        } else {
          call.add(run.running(path, indices));
          possible.add(() -> call.add(run.succeeded(made, path, indices)));
        }
      }
      case FAIL -> {
        call.add(run.running(path, indices));
        possible.add(() -> call.add(run.failed("planned", path, indices)));
      }
      case BE_SKIPPED -> call.add(run.skipped(SkipReason.CONDITION_FALSE, path, indices));
      case BE_CACHED -> call.add(run.cached(made, path, indices));
      case BE_REJECTED -> call.add(run.rejected("planned", path, indices));
    }
  }
}
