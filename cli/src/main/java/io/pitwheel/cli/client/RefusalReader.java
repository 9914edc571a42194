package io.pitwheel.cli.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns an answer that is no success into the failure the user reads. The body is a {@code
 * google.rpc.Status} with {@code code}, {@code message} and {@code details}; the place in the
 * pipeline is the field of a {@code google.rpc.BadRequest} among the details, else what stands
 * before the first colon of the message when that looks like a place.
 */
final class RefusalReader {
  private static final int UNKNOWN = 2;
  private static final int MAX_SHOWN = 2_000;

  /** INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED, UNIMPLEMENTED. */
  private static final Set<Integer> CODES_OF_THE_CALLER = Set.of(3, 5, 6, 9, 10, 12);

  private static final Pattern PLACE =
      Pattern.compile("((?:root|components|deploymentSpec|pipelineInfo|platforms)[^\\s:]*): .*");

  private RefusalReader() {}

  static CommandFailure read(String tried, int httpStatus, String body) {
    JsonObject status = parse(body);
    int code = status.has("code") ? status.get("code").getAsInt() : UNKNOWN;
    String message = status.has("message") ? status.get("message").getAsString() : shortened(body);
    boolean isOfTheCaller =
        CODES_OF_THE_CALLER.contains(code) || (code == UNKNOWN && httpStatus == 413);
    if (isOfTheCaller) {
      return new CommandFailure(ExitStatus.REFUSED, code, placeOf(status, message), message, null);
    }
    return new CommandFailure(
        ExitStatus.TROUBLE,
        code,
        "",
        "%s: the server answered %d: %s".formatted(tried, httpStatus, message),
        null);
  }

  private static JsonObject parse(String body) {
    try {
      return JsonParser.parseString(body) instanceof JsonObject object ? object : new JsonObject();
    } catch (JsonParseException exception) {
      // A page of a proxy, for example: its text is the message.
      return new JsonObject();
    }
  }

  private static String placeOf(JsonObject status, String message) {
    if (status.get("details") instanceof JsonArray details) {
      for (JsonElement detail : details) {
        if (detail instanceof JsonObject object
            && firstViolation(object) instanceof JsonObject violation
            && violation.has("field")) {
          return violation.get("field").getAsString();
        }
      }
    }
    var place = PLACE.matcher(message);
    return place.lookingAt() ? place.group(1) : "";
  }

  private static JsonElement firstViolation(JsonObject detail) {
    JsonElement violations =
        detail.has("field_violations")
            ? detail.get("field_violations")
            : detail.get("fieldViolations");
    return violations instanceof JsonArray array && !array.isEmpty()
        ? array.get(0)
        : com.google.gson.JsonNull.INSTANCE;
  }

  private static String shortened(String body) {
    String text = body.strip();
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
