package io.pitwheel.specification.reader;

import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.regex.Pattern;

/**
 * What a name may be. Keys of tasks and of outputs become parts of paths and URIs, so a name that
 * could leave its folder is refused whatever the specification's format allows.
 */
final class NameRules {
  /** As KFP's server has it for uploads. */
  private static final Pattern PIPELINE = Pattern.compile("[a-z0-9][a-z0-9-]{0,127}");

  private static final Pattern TASK = Pattern.compile("[A-Za-z0-9_-]{1,253}");

  /** Letters of any script, but nothing that separates, hides or ends a path. */
  private static final Pattern OTHER = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]{1,512}");

  private NameRules() {}

  static void requirePipelineName(String name, DocumentPath path) {
    if (!PIPELINE.matcher(name).matches()) {
      throw Refusal.of(
          path,
          quoted(name),
          "lower-case letters, digits and hyphens, 128 at most, no hyphen first");
    }
  }

  /** Dots are refused too: they separate the keys in a scope path. */
  static void requireTaskKey(String key, DocumentPath path) {
    if (!TASK.matcher(key).matches()) {
      throw Refusal.of(
          path, "the key " + quoted(key), "letters, digits, hyphens and underscores, 253 at most");
    }
  }

  static void requireName(String name, DocumentPath path) {
    if (!OTHER.matcher(name).matches()) {
      throw Refusal.of(
          path,
          "the name " + quoted(name),
          "1 to 512 characters, no slash and no control character");
    }
  }

  private static String quoted(String name) {
    return io.pitwheel.value.JsonValue.of(name).description();
  }
}
