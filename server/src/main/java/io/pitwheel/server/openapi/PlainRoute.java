package io.pitwheel.server.openapi;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A route that belongs to no RPC.
 *
 * @param verb such as {@code GET}
 * @param path with variables in braces
 * @param name of the operation, unique
 * @param summary one sentence for people
 * @param query parameters of the query, each with a sentence
 * @param mediaType of what is answered with status 200
 * @param upload name of the one part of the multipart body; empty for no body
 */
public record PlainRoute(
    String verb,
    String path,
    String name,
    String summary,
    Map<String, String> query,
    String mediaType,
    String upload) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  public PlainRoute {
    query = Map.copyOf(query);
  }

  /** The names in braces, in their order. */
  List<String> variables() {
    return VARIABLE.matcher(path).results().map(match -> match.group(1)).toList();
  }
}
