package io.pitwheel.conformance.tidy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds runs of lines that stand in YAML twice: each resource is to be written once. */
final class YamlWindows {
  static final int WINDOW = 8;

  private YamlWindows() {}

  /** One finding for each stretch that repeats an earlier one, at its first window. */
  static List<Finding> check(List<TextFile> files) {
    Map<List<String>, String> seen = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (TextFile file : files) {
      List<Line> lines = contentOf(file);
      boolean wasRepeated = false;
      for (int i = 0; i + WINDOW <= lines.size(); i++) {
        List<Line> window = lines.subList(i, i + WINDOW);
        String place = file.path() + ":" + window.getFirst().number();
        String earlier = seen.putIfAbsent(window.stream().map(Line::text).toList(), place);
        if (earlier != null && !wasRepeated) {
          String problem = "%d lines or more stand at %s too".formatted(WINDOW, earlier);
          findings.add(new Finding(file.path(), window.getFirst().number(), problem));
        }
        wasRepeated = earlier != null;
      }
    }
    return findings;
  }

  private record Line(int number, String text) {}

  // Indentation is left out: a copy that is moved inwards is still a copy.
  private static List<Line> contentOf(TextFile file) {
    List<String> lines = file.lines();
    List<Line> content = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (!text.isEmpty() && !text.startsWith("#") && !text.equals("---")) {
        content.add(new Line(i + 1, text));
      }
    }
    return content;
  }
}
