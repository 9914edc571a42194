package io.pitwheel.conformance.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What no committed text says: where one machine keeps things, where packages are fetched from, and
 * work that is left for later without an issue.
 */
final class TextRule {
  private static final List<Ban> BANS =
      List.of(
          new Ban(
              "(?i)\\b(?:pypi|pythonhosted|npmjs|crates|jitpack|sonatype|jcenter|bintray)"
                  + "\\.(?:org|com|io)\\b",
              "names a package registry"),
          new Ban(
              "(?i)\\b(?:repo\\d*|registry|proxy|mirror)\\.[\\w-]+(?:\\.[\\w-]+)*"
                  + "\\.(?:org|com|io|net|dev)\\b",
              "names a package registry"),
          new Ban(
              "(?i)\\b(?:docker|ghcr|quay|gcr)\\.io\\b|\\bdeb\\.debian\\.org\\b",
              "names an image or package registry"),
          new Ban(
              "(?<![\\w.}/$~-])/(?:work|root|home/\\w+|Users/\\w+)(?=/\\w)",
              "names a folder of one machine"),
          new Ban("\\.library(?=/\\w)", "names a tool of one machine"));
  private static final Pattern LEFT_OVER =
      Pattern.compile("\\b(?:TO(?:DO)|FIX(?:ME)|XX(?:X))\\b(?!\\(#\\d+\\))");
  private static final Pattern SHARED_FOLDER = Pattern.compile("\\.\\./shared");

  private TextRule() {}

  /** A text that must not be there. */
  private record Ban(Pattern pattern, String problem) {
    Ban(String pattern, String problem) {
      this(Pattern.compile(pattern), problem);
    }
  }

  static List<Finding> check(TextFile file) {
    List<Finding> findings = new ArrayList<>();
    List<String> lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      checkLine(file, i + 1, lines.get(i), findings);
    }
    return findings;
  }

  private static void checkLine(TextFile file, int number, String line, List<Finding> findings) {
    for (Ban ban : BANS) {
      var matcher = ban.pattern().matcher(line);
      if (matcher.find()) {
        findings.add(
            new Finding(file.path(), number, ban.problem() + ": '" + matcher.group() + "'"));
      }
    }
    // The pages may speak of the word; code may only use it with its issue.
    if (file.isCode() && LEFT_OVER.matcher(line).find()) {
      findings.add(new Finding(file.path(), number, "work left over without an issue number"));
    }
    // The corpus beside the checkout is known to the tests that read it, and to nothing else.
    if (SHARED_FOLDER.matcher(line).find() && !file.path().startsWith("conformance/src/test/")) {
      findings.add(new Finding(file.path(), number, "looks outside the checkout"));
    }
  }
}
