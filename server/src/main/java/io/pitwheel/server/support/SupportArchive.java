package io.pitwheel.server.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.engine.ClusterRecord;
import io.pitwheel.engine.ClusterRecords;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.Run;
import io.pitwheel.server.http.MessagePrinter;
import io.pitwheel.server.logs.TaskLogTexts;
import io.pitwheel.server.result.ResultComposer;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskStore;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.YamlWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Everything that is known of a run as a zip archive, made while it is sent. */
public final class SupportArchive {
  private static final int BUFFER = 64 * 1024;

  /** Of tasks with logs; those that did not end well come first. */
  private static final int MAX_TASKS = 500;

  private static final Set<TaskState> GOOD_ENDS =
      Set.of(TaskState.SUCCEEDED, TaskState.CACHED, TaskState.SKIPPED);

  private final Sources sources;
  private final Supplier<JsonValue> server;

  /** Where what is known of a run comes from. */
  public record Sources(
      RunReader reader,
      TaskStore tasks,
      ResultComposer results,
      TaskLogTexts logs,
      ClusterRecords cluster,
      ProgramLog program) {}

  /**
   * @param server what it is, without secrets
   */
  public SupportArchive(Sources sources, Supplier<JsonValue> server) {
    this.sources = sources;
    this.server = server;
  }

  /** In the place of what cannot be read stands why. */
  void write(Run run, OutputStream target) throws IOException {
    List<Task> known = sources.tasks().list(run.id());
    var writing = new Writing(target, SecretMask.of(run, known));
    writing.text("README.txt", () -> guide(run));
    writing.value("server", server);
    writing.text("server.log", () -> String.join("", sources.program().naming(run.id())));
    writing.value("run", () -> MessagePrinter.print(sources.reader().readAll(run)));
    writing.value("result", () -> sources.results().compose(run));
    for (Task task : worstFirst(known)) {
      String name = nameOf(task);
      writing.text("system/%s.jsonl".formatted(name), () -> sources.logs().told(task));
      for (int attempt = 1; attempt <= task.attempt(); attempt++) {
        int number = attempt;
        writing.text(
            "logs/%s/%d.log".formatted(name, number), () -> sources.logs().printed(task, number));
      }
    }
    for (ClusterRecord found : recordsOf(run)) {
      writing.value("cluster/" + found.name(), found::content);
    }
    writing.finish();
  }

  private static String guide(Run run) {
    return """
    What Pitwheel knows of run %s.

    run.yaml       the run with its tasks and its pipeline
    result.yaml    the result document
    server.yaml    what the server is
    server.log     what this server logged about the run lately; other replicas have their own
    system/        what was decided about each task, and why; one JSON object a line
    logs/          the last %d bytes of what the commands printed, by attempt
    cluster/       what the cluster has of the run: Workflow, pods, events, the ends of pod logs

    Logs are there of at most %d tasks; those that did not end well come first.
    Values under names of secrets, and secrets of the run wherever they stand, are masked. What
    commands print, and names of files and hosts, are not: look through it before you hand it on.
    The log of the workflow-controller is where that runs.
    """
        .formatted(run.id(), TaskLogTexts.MAX_BYTES, MAX_TASKS);
  }

  private List<ClusterRecord> recordsOf(Run run) {
    try {
      return sources.cluster().of(run.id());
    } catch (PipelinesException exception) {
      return List.of(
          new ClusterRecord("not-read", JsonValue.of(String.valueOf(exception.getMessage()))));
    }
  }

  private static List<Task> worstFirst(List<Task> known) {
    return known.stream()
        .sorted(
            Comparator.comparing((Task task) -> GOOD_ENDS.contains(task.state()))
                .thenComparingInt(Task::index))
        .limit(MAX_TASKS)
        .toList();
  }

  private static String nameOf(Task task) {
    String path = task.reference().path().slashed();
    List<Integer> indices = task.reference().iteration().indices();
    return (path.isEmpty() ? "root" : path) + (indices.isEmpty() ? "" : indices.toString());
  }

  /** An archive that grows. */
  private static final class Writing {
    private final ZipOutputStream archive;
    private final SecretMask mask;

    Writing(OutputStream target, SecretMask mask) {
      this.archive = new ZipOutputStream(new BufferedOutputStream(target, BUFFER));
      this.mask = mask;
    }

    void text(String name, Supplier<String> content) throws IOException {
      add(name, textOf(() -> mask.text(content.get())));
    }

    /** A text as a log, everything else as YAML, for people. */
    void value(String name, Supplier<JsonValue> content) throws IOException {
      JsonValue masked;
      try {
        masked = mask.value(content.get());
      } catch (PipelinesException exception) {
        add(name + ".log", whyNot(exception));
        return;
      }
      if (masked instanceof JsonText(String text)) {
        add(name + ".log", text);
      } else {
        add(name + ".yaml", YamlWriter.write(masked));
      }
    }

    private static String textOf(Supplier<String> content) {
      try {
        return content.get();
      } catch (PipelinesException exception) {
        return whyNot(exception);
      }
    }

    private static String whyNot(PipelinesException exception) {
      return "(not read: %s)\n".formatted(exception.getMessage());
    }

    private void add(String name, String text) throws IOException {
      archive.putNextEntry(new ZipEntry(safe(name)));
      archive.write(text.getBytes(UTF_8));
      archive.closeEntry();
    }

    void finish() throws IOException {
      archive.finish();
      archive.flush();
    }

    /** Names of tasks are their authors': none may lead out of the folder it is unpacked to. */
    private static String safe(String name) {
      return name.replaceAll("[^A-Za-z0-9._/,\\[\\] -]", "_").replace("..", "__");
    }
  }
}
