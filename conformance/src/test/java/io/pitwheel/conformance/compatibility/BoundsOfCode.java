package io.pitwheel.conformance.compatibility;

import static java.util.stream.Collectors.toSet;

import io.pitwheel.conformance.project.Checkout;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The constants of what the server is made of that bound something: by a word of their names, and
 * every time but those that say how often something is looked at. Those of the scripts of its pages
 * are among them, by their names alone.
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
  private static final Pattern SCRIPT = Pattern.compile("server/src/main/resources/(.+\\.js)");
  private static final Pattern CONSTANT_OF_SCRIPT =
      Pattern.compile("(?m)^ *const ([A-Z][A-Z0-9_]*) = (\\d+);");
  private static final Pattern NAME_OF_BOUND =
      Pattern.compile(
          "(?:.*_)?(?:MAX|MOST|LONGEST|LARGEST|LATEST|LIMIT|LIFETIME|TIMEOUT|PATIENCE|AT_ONCE)"
              + "(?:_.*)?");
  private static final Pattern NAME_OF_RHYTHM =
      Pattern.compile("(?:LOOK|FIRST|BETWEEN|KEPT)(?:_.*)?|(?:.*_)?(?:EVERY|PAUSE)");

  private BoundsOfCode() {}

  /** As {@code Class#FIELD}. */
  static List<String> find() {
    Stream<String> ofClasses =
        files(SOURCE).flatMap(file -> constants(file.group(), file.group(1).replace('/', '.')));
    Stream<String> ofScripts =
        files(SCRIPT)
            .flatMap(file ->
                constantsOfScript(Checkout.read(file.group()))
                    .filter(name -> NAME_OF_BOUND.matcher(name).matches())
                    .map(name -> file.group(1) + "#" + name));
    return Stream.concat(ofClasses, ofScripts).toList();
  }

  private static Stream<MatchResult> files(Pattern pattern) {
    return Checkout.trackedFiles().stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult);
  }

  private static Stream<String> constantsOfScript(String script) {
    return CONSTANT_OF_SCRIPT.matcher(script).results().map(constant -> constant.group(1));
  }

  /** Whether a constant is one of a script, such as {@code io/pitwheel/.../page.js#MOST_TRIES}. */
  static boolean isOfScript(String constant) {
    return constant.contains(".js#");
  }

  /** The value of a constant of a script. */
  static long valueOfScript(String constant) {
    String[] parts = constant.split("#", -1);
    return CONSTANT_OF_SCRIPT
        .matcher(Checkout.read("server/src/main/resources/" + parts[0]))
        .results()
        .filter(found -> found.group(1).equals(parts[1]))
        .mapToLong(found -> Long.parseLong(found.group(2)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no constant " + constant));
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
