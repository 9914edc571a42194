package io.pitwheel.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.run.Run;
import io.pitwheel.store.Stores;
import io.pitwheel.systemlog.ShownValues;
import io.pitwheel.systemlog.TaskNarration;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the system says about a task: the lines of its decision as they were kept, then attempts and
 * end as they are recorded. Where no lines were kept, they are told again from the task's row.
 */
public final class SystemLogReader {
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Stores stores;
  private final ObjectStore objects;

  public SystemLogReader(Stores stores, ObjectStore objects) {
    this.stores = stores;
    this.objects = objects;
  }

  /** The lines of a decision that were not kept, or not yet. */
  String toldAgain(Task task) {
    var text = new StringBuilder();
    append(text, narration(task).decision(null));
    return text.toString();
  }

  /**
   * The attempts after the decision, and the end.
   *
   * @param attempt 0 for all
   */
  String course(Task task, int attempt) {
    TaskNarration narration = narration(task);
    var text = new StringBuilder();
    for (TaskAttempt made : stores.tasks().attempts(task.id())) {
      if (attempt == 0 || attempt == made.number()) {
        append(text, narration.attempt(made));
      }
    }
    Instant endedAt = task.endedAt();
    if (task.state().isTerminal() && endedAt != null) {
      append(text, narration.end(endedAt));
    }
    return text.toString();
  }

  private TaskNarration narration(Task task) {
    return new TaskNarration(task, secretsOf(task.reference().runId()));
  }

  private ShownValues secretsOf(String runId) {
    Optional<Run> run = stores.runs().find(runId);
    return new ShownValues(
        run.map(found -> List.copyOf(found.creation().options().environment().values()))
            .orElse(List.of()));
  }

  /** The lines of a decision as they were kept. */
  Optional<String> kept(Task task) {
    if (task.systemLogUri().isEmpty()) {
      return Optional.empty();
    }
    try (InputStream kept = objects.read(task.systemLogUri(), new ByteRange(0, MAX_BYTES + 1L))) {
      byte[] bytes = kept.readAllBytes();
      // Whatever stands there now, it is not to fill the memory.
      return bytes.length > MAX_BYTES ? Optional.empty() : Optional.of(new String(bytes, UTF_8));
    } catch (PipelinesException | IOException exception) {
      return Optional.empty();
    }
  }

  private static void append(StringBuilder text, List<JsonObject> lines) {
    lines.forEach(line -> text.append(JsonWriter.write(line)).append('\n'));
  }
}
