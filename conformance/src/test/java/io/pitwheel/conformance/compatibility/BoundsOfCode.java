package io.pitwheel.conformance.compatibility;

import static java.util.stream.Collectors.toSet;

import io.pitwheel.conformance.project.Checkout;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The constants of what the server is made of that bound something: by a word of their names, and
 * every time but those that say how often something is looked at.
 */
final class BoundsOfCode {
  private static final Pattern SOURCE =
      Pattern.compile(
          "(?:model|driver|store|objectstore|trust|launcher|engine|engine-local|engine-argo|server)"
              + "/src/main/java/(.+)\\.java");
  private static final Pattern CONSTANT =
      Pattern.compile(
          "(?m)^ +(?:(?:public|private|protected|static|final) )*(int|long|double|Duration)"
              + " ([A-Z][A-Z0-9_]*) ?=");
  private static final Pattern NAME_OF_BOUND =
      Pattern.compile(
          "(?:.*_)?(?:MAX|MOST|LONGEST|LARGEST|LATEST|LIMIT|LIFETIME|TIMEOUT|PATIENCE|AT_ONCE)"
              + "(?:_.*)?");
  private static final Pattern NAME_OF_RHYTHM =
      Pattern.compile("(?:LOOK|FIRST|BETWEEN|KEPT)(?:_.*)?|(?:.*_)?(?:EVERY|PAUSE)");

  private BoundsOfCode() {}

  /** As {@code Class#FIELD}. */
  static List<String> find() {
    return Checkout.trackedFiles().stream()
        .map(SOURCE::matcher)
        .filter(java.util.regex.Matcher::matches)
        .flatMap(file -> constants(file.group(), file.group(1).replace('/', '.')))
        .toList();
  }

  private static Stream<String> constants(String path, String type) {
    return CONSTANT
        .matcher(Checkout.read(path))
        .results()
        .filter(BoundsOfCode::isBound)
        .map(constant -> type + "#" + constant.group(2));
  }

  private static boolean isBound(MatchResult constant) {
    String name = constant.group(2);
    boolean isTime =
        constant.group(1).equals("Duration") && !NAME_OF_RHYTHM.matcher(name).matches();
    return isTime || NAME_OF_BOUND.matcher(name).matches();
  }

  /** Those that have no row, each for a reason. */
  static Set<String> withReason() {
    return Checkout.read("conformance/src/test/resources/compatibility/limits-elsewhere.csv")
        .lines()
        .skip(1)
        .flatMap(line -> Stream.of(line.substring(line.indexOf('|') + 1).split(" ")))
        .collect(toSet());
  }
}
