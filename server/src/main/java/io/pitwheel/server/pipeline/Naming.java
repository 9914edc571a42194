package io.pitwheel.server.pipeline;

import io.pitwheel.server.guard.Descriptions;
import io.pitwheel.server.http.Names;
import java.util.Map;

/** How the user calls and labels a pipeline or a version. */
record Naming(String name, String displayName, String description, Map<String, String> tags) {
  Naming {
    tags = Map.copyOf(tags);
  }

  /** Whichever of the two names is given stands for both. */
  static Naming of(String name, String displayName, String description, Map<String, String> tags) {
    return new Naming(
        name.isEmpty() ? displayName : name,
        displayName.isEmpty() ? name : displayName,
        description,
        tags);
  }

  /** The same, under the given name when there is none. */
  Naming orElse(String otherName) {
    return name.isEmpty() ? new Naming(otherName, otherName, description, tags) : this;
  }

  /** The same with other tags, and names cut to a length: versions may have shorter ones. */
  Naming shortened(int maxNameLength, Map<String, String> otherTags) {
    return new Naming(
        cut(name, maxNameLength), cut(displayName, maxNameLength), description, otherTags);
  }

  private static String cut(String text, int length) {
    return text.codePointCount(0, text.length()) > length
        ? text.substring(0, text.offsetByCodePoints(0, length))
        : text;
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT naming the field
   */
  Naming require(int maxNameLength) {
    Names.require("name", name, maxNameLength);
    Names.require("display_name", displayName, maxNameLength);
    Descriptions.require("description", description);
    Tags.require("tags", tags);
    return this;
  }
}
