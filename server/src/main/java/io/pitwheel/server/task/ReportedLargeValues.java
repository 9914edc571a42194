package io.pitwheel.server.task;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunCreation;
import io.pitwheel.taskreport.ReportedParameter;
import io.pitwheel.taskreport.TaskReport;
import io.pitwheel.taskreport.TaskValue;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.TextDigest;
import java.util.List;

/**
 * Parameters that are told from elsewhere and are too large for a row. They are kept in the object
 * store as those of the engine, but given back whole: drivers and launchers elsewhere take what
 * they read for the value, and would pass on what stands for it.
 */
public final class ReportedLargeValues {
  /** What one answer brings back whole at most; beyond it stands what stands for a value. */
  static final long MOST_BYTES = 64L * 1024 * 1024;

  /** Beside the folders of tasks, whose keys have no dot. */
  private static final String FOLDER = "large-reported.system";

  private final LargeValues large;
  private final String artifactRoot;

  /**
   * @param artifactRoot where outputs go when a run says nothing else
   */
  public ReportedLargeValues(LargeValues large, String artifactRoot) {
    this.large = large;
    this.artifactRoot = artifactRoot;
  }

  /**
   * The report with references where its parameters were too large, once those are written. The
   * name of each is its digest: what is told again is the same object, and what is told otherwise
   * another one. A run of our engine takes nothing new, so that nothing is written for it.
   */
  TaskReport kept(RunCreation run, TaskReport report) {
    if (!run.options().drivenElsewhere()) {
      return report;
    }
    String folder = run.folder(artifactRoot) + "/" + FOLDER + "/";
    return report.withParameters(kept(folder, report.inputs()), kept(folder, report.outputs()));
  }

  private List<ReportedParameter> kept(String folder, List<ReportedParameter> told) {
    return told.stream()
        .map(parameter -> parameter.withValue(kept(folder, parameter.value())))
        .toList();
  }

  private JsonValue kept(String folder, JsonValue value) {
    return large.keep(value, () -> folder + TextDigest.sha256(JsonWriter.write(value)));
  }

  /** Tasks as whoever drives their run reads them; of a run of our engine as they are. */
  List<TaskView> whole(RunCreation run, List<TaskView> views) {
    return run.options().drivenElsewhere() ? whole(views) : views;
  }

  /** Tasks with their values, whoever drives their run. */
  List<TaskView> whole(List<TaskView> views) {
    var answer = new Answer();
    return views.stream().map(answer::whole).toList();
  }

  /** What is left of the bound of one answer. */
  private final class Answer {
    private long left = MOST_BYTES;

    private TaskView whole(TaskView view) {
      boolean isSmall =
          view.values().stream()
              .map(TaskValue::parameter)
              .allMatch(parameter -> parameter == null || !LargeValues.hasSpilled(parameter));
      return isSmall
          ? view
          : view.withValues(view.values().stream().map(this::wholeValue).toList());
    }

    private TaskValue wholeValue(TaskValue value) {
      JsonValue parameter = value.parameter();
      long bytes = parameter == null ? 0 : bytesOf(parameter);
      if (parameter == null || bytes == 0 || bytes > left) {
        return value;
      }
      left -= bytes;
      return value.withParameter(loaded(parameter));
    }

    /** An object that is gone takes nothing else of the task with it. */
    private JsonValue loaded(JsonValue parameter) {
      try {
        return large.whole(parameter);
      } catch (PipelinesException exception) {
        if (exception.code() == ErrorCode.NOT_FOUND) {
          return parameter;
        }
        throw exception;
      }
    }
  }

  private static long bytesOf(JsonValue value) {
    return switch (value) {
      case JsonSpilled spilled -> spilled.bytes();
      case JsonList list -> list.values().stream().mapToLong(ReportedLargeValues::bytesOf).sum();
      case JsonObject object ->
          object.members().values().stream().mapToLong(ReportedLargeValues::bytesOf).sum();
      case JsonValue.JsonNull _,
          JsonValue.JsonBoolean _,
          JsonValue.JsonNumber _,
          JsonValue.JsonText _ ->
          0;
    };
  }
}
