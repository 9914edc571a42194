package io.pitwheel.bench.replay;

import io.pitwheel.bench.database.LoggedStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is asked of a database again and again, as a script of pgbench. It is made of two samples
 * that did the same to different rows: what differs between them is what each execution needs of
 * its own. Identifiers get fresh ones, numbers go on as they did from one sample to the other, and
 * other texts stay as they were.
 */
final class ReplayScript {
  private static final Pattern NUMBER = Pattern.compile("'(-?\\d{1,18})'");
  private static final Pattern IDENTIFIER =
      Pattern.compile("'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'");
  private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

  /** The number of an execution: no client has one of another, nor of an earlier script. */
  private static final String BEGINNING =
      """
      \\set i :i + 1
      \\set n :base + :client_id * 1000000 + :i
      \\set run random(1, :runs)
      """;

  private final Map<String, String> known;
  private final Map<String, String> fresh = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final StringBuilder sets = new StringBuilder();

  private ReplayScript(Map<String, String> known) {
    this.known = known;
  }

  /**
   * @param samples of doing the same; two that follow one another must have the shape that most
   *     have, since a server also asks on its own account
   * @param known what to write instead of some values, by the value in quotes; {@code :run} is a
   *     number from 1 to as many runs as there are
   * @throws IllegalStateException when no two have it
   */
  static String of(List<List<LoggedStatement>> samples, Map<String, String> known) {
    List<List<String>> shapes = samples.stream().map(ReplayScript::shape).toList();
    Map<List<String>, Long> counts =
        shapes.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    List<String> usual =
        counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    for (int i = samples.size() - 2; i >= 0; i--) {
      if (shapes.get(i).equals(usual) && shapes.get(i + 1).equals(usual) && !usual.isEmpty()) {
        return new ReplayScript(known).write(samples.get(i), samples.get(i + 1));
      }
    }
    throw new IllegalStateException(
        "no two of %d samples that follow one another asked the same (expected: most)"
            .formatted(samples.size()));
  }

  private static List<String> shape(List<LoggedStatement> sample) {
    return sample.stream().map(LoggedStatement::text).toList();
  }

  private String write(List<LoggedStatement> first, List<LoggedStatement> second) {
    var statements = new StringBuilder();
    for (int i = 0; i < first.size(); i++) {
      List<String> here = first.get(i).values();
      List<String> there = second.get(i).values();
      statements
          .append(
              PLACE
                  .matcher(first.get(i).text())
                  .replaceAll(place -> Matcher.quoteReplacement(valueAt(place, here, there)))
                  .replace('\n', ' '))
          .append(";\n");
    }
    return BEGINNING + sets + statements;
  }

  private String valueAt(MatchResult place, List<String> here, List<String> there) {
    int index = Integer.parseInt(place.group(1)) - 1;
    return value(here.get(index), there.get(index));
  }

  private String value(String here, String there) {
    String written = known.get(here);
    if (written != null) {
      return written;
    }
    if (here.equals(there)) {
      return literal(here);
    }
    if (IDENTIFIER.matcher(here).matches()) {
      return fresh.computeIfAbsent(
          here, _ -> "('%08x-0000-4000-a000-' || lpad(:n::text, 12, '0'))".formatted(fresh.size()));
    }
    Matcher from = NUMBER.matcher(here);
    Matcher to = NUMBER.matcher(there);
    return from.matches() && to.matches()
        ? number(Long.parseLong(from.group(1)), Long.parseLong(to.group(1)))
        : literal(here);
  }

  private String number(long from, long to) {
    return variables.computeIfAbsent(
        from + " " + to,
        _ -> {
          String name = "v" + variables.size();
          sets.append("\\set %s %d + :n * %d%n".formatted(name, from, Math.max(1, to - from)));
          return ":" + name;
        });
  }

  /** A colon would begin a variable of the script. */
  private static String literal(String quoted) {
    return quoted.equals("NULL")
        ? quoted
        : "E" + quoted.replace("\\", "\\\\").replace(":", "\\x3a").replace("\n", "\\n");
  }
}
