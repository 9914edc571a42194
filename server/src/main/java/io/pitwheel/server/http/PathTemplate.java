package io.pitwheel.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of one route of our annotations, such as {@code /apis/v2beta1/runs/{run_id}:archive}: a
 * variable takes one whole segment, and the last segment may end in a verb.
 *
 * @param segments literals, and variables in braces
 * @param verb with its colon; empty for none
 */
record PathTemplate(List<String> segments, String verb) {
  static PathTemplate parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasVerb = colon > text.lastIndexOf('/') && colon > text.lastIndexOf('}');
    String path = hasVerb ? text.substring(0, colon) : text;
    return new PathTemplate(split(path), hasVerb ? text.substring(colon) : "");
  }

  /** As it was parsed. */
  String text() {
    return "/" + String.join("/", segments) + verb;
  }

  /** The names in braces, in their order. */
  List<String> variables() {
    return segments.stream()
        .filter(PathTemplate::isVariable)
        .map(segment -> segment.substring(1, segment.length() - 1))
        .toList();
  }

  static List<String> split(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /** Templates that say more come first, so that a variable takes only what nothing else does. */
  int precision() {
    long literals = segments.stream().filter(segment -> !isVariable(segment)).count();
    return (int) literals * 2 + (verb.isEmpty() ? 0 : 1);
  }

  /**
   * The variables when the path has this form, decoded; empty otherwise.
   *
   * @param path segments as sent, percent-encoded
   */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    var variables = new LinkedHashMap<String, String>();
    for (int i = 0; i < segments.size(); i++) {
      String given = path.get(i);
      if (i == segments.size() - 1) {
        if (!given.endsWith(verb)) {
          return Optional.empty();
        }
        given = given.substring(0, given.length() - verb.length());
      }
      String segment = segments.get(i);
      if (isVariable(segment) && !given.isEmpty()) {
        variables.put(segment.substring(1, segment.length() - 1), decode(given));
      } else if (!segment.equals(given)) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  /** In a path, unlike in a query, a plus sign is itself. */
  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException exception) {
      // A stray percent sign: what was sent names nothing, and is shown as it was sent.
      return segment;
    }
  }
}
