package io.pitwheel.cli.result;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.rpc.Code;
import io.pitwheel.cli.outcome.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result document of a run, as the server writes it.
 *
 * @param json the document, passed on to scripts as it is
 */
public record ResultDocument(JsonObject json) {
  /** Reads the server's text. */
  public static ResultDocument parse(String text) {
    return new ResultDocument(JsonParser.parseString(text).getAsJsonObject());
  }

  /**
   * What scripts get when there is no run to tell of, or nothing more can be learnt of it.
   *
   * @param runId null when there is none
   * @param state REFUSED, or the last state that is known
   */
  public static ResultDocument ofFailure(
      @Nullable String runId, String state, CommandFailure failure) {
    var error = new JsonObject();
    error.addProperty("code", String.valueOf(Code.forNumber(failure.code())));
    error.addProperty("message", failure.text());
    error.addProperty("path", failure.path());
    var document = new JsonObject();
    document.addProperty("run_id", runId);
    document.addProperty("state", state);
    document.add("outputs", noOutputs());
    document.add("error", error);
    document.add("tasks", new JsonArray());
    return new ResultDocument(document);
  }

  /**
   * What is known of a run that was only just created.
   *
   * @param state a name of RuntimeState
   */
  public static ResultDocument ofCreated(String runId, String state) {
    var document = new JsonObject();
    document.addProperty("run_id", runId);
    document.addProperty("state", state);
    document.add("outputs", noOutputs());
    document.add("error", JsonNull.INSTANCE);
    document.add("tasks", new JsonArray());
    return new ResultDocument(document);
  }

  public String runId() {
    return textOf(json, "run_id");
  }

  /** A name of RuntimeState, or REFUSED. */
  public String state() {
    return textOf(json, "state");
  }

  public boolean isSucceeded() {
    return state().equals("SUCCEEDED");
  }

  /** What the run says of its failure; empty for none. */
  public String errorMessage() {
    return errorMessageOf(json);
  }

  /** The outputs of the run, as of a task. */
  public JsonObject outputs() {
    return json.getAsJsonObject("outputs");
  }

  public List<TaskRow> tasks() {
    var rows = new ArrayList<TaskRow>();
    for (JsonElement element : json.getAsJsonArray("tasks")) {
      rows.add(TaskRow.read(element.getAsJsonObject()));
    }
    return rows;
  }

  /**
   * One task of the document.
   *
   * @param reason why it was skipped; empty for none
   * @param errorMessage empty for none
   */
  public record TaskRow(
      String path,
      List<Integer> iteration,
      String state,
      int attempt,
      String reason,
      String errorMessage,
      JsonObject outputs) {
    public TaskRow {
      iteration = List.copyOf(iteration);
    }

    boolean isFailed() {
      return state.equals("FAILED");
    }

    private static TaskRow read(JsonObject row) {
      var iteration = new ArrayList<Integer>();
      row.getAsJsonArray("iteration").forEach(index -> iteration.add(index.getAsInt()));
      return new TaskRow(
          textOf(row, "path"),
          iteration,
          textOf(row, "state"),
          row.get("attempt") instanceof JsonPrimitive attempt ? attempt.getAsInt() : 0,
          textOf(row, "reason"),
          errorMessageOf(row),
          row.getAsJsonObject("outputs"));
    }
  }

  /** The document as text, in one line. */
  public String text() {
    return new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(json);
  }

  private static JsonObject noOutputs() {
    var outputs = new JsonObject();
    outputs.add("parameters", new JsonObject());
    outputs.add("artifacts", new JsonObject());
    return outputs;
  }

  private static String errorMessageOf(JsonObject object) {
    return object.get("error") instanceof JsonObject error ? textOf(error, "message") : "";
  }

  private static String textOf(JsonObject object, String name) {
    JsonElement member = object.has(name) ? object.get(name) : JsonNull.INSTANCE;
    return member.isJsonNull() ? "" : member.getAsString();
  }
}
