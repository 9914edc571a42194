package io.pitwheel.substitution;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonText;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces KFP's placeholders in parameters that are texts: {@code [[RunUUID]]}, {@code [[Index]]},
 * {@code [[ScheduledTime]]}, {@code [[CurrentTime]]}, the two times with a layout of Go's ({@code
 * [[ScheduledTime.2006-01-02]]}), and {@code {{$.scheduledTime.strftime('%Y')}}} with {@code
 * currentTime} likewise. Times are UTC. What is not known, of the run or to us, stays as it is;
 * what was put in is not looked at again.
 */
public final class ParameterSubstitution {
  private static final String DEFAULT_LAYOUT = "20060102150405";
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\[\\[(?<word>RunUUID|Index|ScheduledTime|CurrentTime)(?:\\.(?<layout>.+?))?\\]\\]"
              + "|\\{\\{\\$\\.(?<time>scheduledTime|currentTime)\\.strftime\\("
              + "(?<quote>['\"])(?<format>.*?)\\k<quote>\\)\\}\\}");

  private ParameterSubstitution() {}

  /** The parameters with their placeholders replaced. */
  public static Map<String, JsonValue> apply(Map<String, JsonValue> parameters, RunMoment moment) {
    var replaced = new TreeMap<String, JsonValue>();
    parameters.forEach((name, value) ->
        replaced.put(
            name,
            value instanceof JsonText(String text)
                ? JsonValue.of(replaceIn(text, moment))
                : value));
    return Collections.unmodifiableMap(replaced);
  }

  private static String replaceIn(String text, RunMoment moment) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(meaning(match, moment).orElse(match.group())));
  }

  private static Optional<String> meaning(MatchResult match, RunMoment moment) {
    String time = match.group("time");
    if (time != null) {
      return timeOf(time.equals("scheduledTime"), moment)
          .flatMap(instant -> TimeFormat.write(match.group("format"), instant));
    }
    String layout = match.group("layout");
    return switch (match.group("word")) {
      case "RunUUID" -> Optional.of(moment.runId()).filter(_ -> layout == null);
      case "Index" ->
          Optional.ofNullable(moment.index()).map(String::valueOf).filter(_ -> layout == null);
      case "ScheduledTime" -> timeOf(true, moment).map(instant -> written(layout, instant));
      default -> timeOf(false, moment).map(instant -> written(layout, instant));
    };
  }

  private static Optional<Instant> timeOf(boolean isScheduled, RunMoment moment) {
    return isScheduled ? Optional.ofNullable(moment.scheduledAt()) : Optional.of(moment.now());
  }

  private static String written(@Nullable String layout, Instant instant) {
    return TimeLayout.write(layout == null ? DEFAULT_LAYOUT : layout, instant);
  }
}
