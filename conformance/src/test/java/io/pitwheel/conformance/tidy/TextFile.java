package io.pitwheel.conformance.tidy;

import io.pitwheel.conformance.project.Checkout;
import java.util.List;

/**
 * A file as text.
 *
 * @param path relative to the root, with slashes
 */
record TextFile(String path, String text) {
  private static final List<String> CODE_ENDINGS = List.of(".java", ".py", ".sh", ".proto");

  static TextFile tracked(String path) {
    return new TextFile(path, Checkout.read(path));
  }

  List<String> lines() {
    return text.lines().toList();
  }

  boolean isJava() {
    return path.endsWith(".java");
  }

  boolean isMainJava() {
    return isJava() && path.contains("/src/main/java/");
  }

  boolean isCode() {
    return CODE_ENDINGS.stream().anyMatch(path::endsWith) || text.startsWith("#!");
  }

  /** What the SDK compiled: its text is not ours to tidy. */
  boolean isCompiledExample() {
    return path.startsWith("examples/") && path.endsWith(".yaml");
  }

  /** The Maven module, or the first folder. */
  String module() {
    return path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
  }
}
