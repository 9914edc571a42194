package io.pitwheel.engine.argo.agent;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Task sets in memory, which remember what was written into them. */
final class MemoryTaskSets implements TaskSets {
  static final String NAMESPACE = "team";

  private final Map<String, TaskSetView> byName = new HashMap<>();
  private final BlockingQueue<JsonObject> writes = new LinkedBlockingQueue<>();
  private final List<String> refused = new ArrayList<>();
  private int version;
  private int failures;
  private Runnable meanwhile = () -> {};

  synchronized TaskSetView make(String name, Map<String, String> asked, boolean isLabelled) {
    return put(new TaskSetView(NAMESPACE, name, "", isLabelled, asked, Set.of()));
  }

  /** One whose nodes all want the fields of their pods. */
  synchronized TaskSetView makeAskingForFields(String name, Map<String, String> asked) {
    return put(new TaskSetView(NAMESPACE, name, "", true, asked, asked.keySet(), Set.of()));
  }

  /** Lets the Workflow ask about these instead, as its controller would. */
  synchronized TaskSetView ask(String name, Map<String, String> asked) {
    TaskSetView before = known(name);
    var answered = new HashSet<>(before.answered());
    answered.retainAll(asked.keySet());
    return put(new TaskSetView(NAMESPACE, name, "", before.isLabelled(), asked, answered));
  }

  /** So many writes fail as if nobody answered. */
  synchronized void fail(int times) {
    failures = times;
  }

  /** Lets something happen between the next answer and the writer's hearing of it. */
  synchronized void meanwhile(Runnable happening) {
    meanwhile = happening;
  }

  BlockingQueue<JsonObject> writes() {
    return writes;
  }

  /** Nodes that were answered although they did not ask: Argo would never get over it. */
  synchronized List<String> refused() {
    return List.copyOf(refused);
  }

  @Override
  public synchronized Written label(TaskSetView seen) {
    return write(seen, seen.answered(), true);
  }

  @Override
  public synchronized Written answer(TaskSetView seen, JsonObject results) {
    TaskSetView before = byName.get(seen.name());
    var answered = new HashSet<>(before == null ? Set.of() : before.answered());
    answered.addAll(results.members().keySet());
    Written written = write(seen, answered, before != null && before.isLabelled());
    if (written instanceof Written.Taken(TaskSetView now)) {
      results.members().keySet().stream()
          .filter(node -> !now.asked().containsKey(node))
          .forEach(refused::add);
      writes.add(results);
      Runnable happening = meanwhile;
      meanwhile = () -> {};
      happening.run();
    }
    return written;
  }

  private Written write(TaskSetView seen, Set<String> answered, boolean isLabelled) {
    if (failures > 0) {
      failures--;
      throw new PipelinesException(ErrorCode.UNAVAILABLE, "writing: nobody answers");
    }
    TaskSetView before = byName.get(seen.name());
    if (before == null) {
      return new Written.Gone();
    }
    return before.version().equals(seen.version())
        ? new Written.Taken(
            put(
                new TaskSetView(
                    NAMESPACE,
                    seen.name(),
                    "",
                    isLabelled,
                    before.asked(),
                    before.askingForFields(),
                    answered)))
        : new Written.Stale();
  }

  private TaskSetView put(TaskSetView view) {
    version++;
    var stored =
        new TaskSetView(
            view.namespace(),
            view.name(),
            String.valueOf(version),
            view.isLabelled(),
            view.asked(),
            view.askingForFields(),
            view.answered());
    byName.put(stored.name(), stored);
    return stored;
  }

  private TaskSetView known(String name) {
    TaskSetView view = byName.get(name);
    if (view == null) {
      throw new IllegalArgumentException("no task set " + name);
    }
    return view;
  }
}
