package io.pitwheel.store.task;

import io.pitwheel.specification.ScopePath;
import java.util.List;

/** Paths as a column: dotted, from {@code root}. */
final class ScopePaths {
  private ScopePaths() {}

  static ScopePath parse(String dotted) {
    List<String> keys = List.of(dotted.split("\\.", -1));
    return new ScopePath(keys.subList(1, keys.size()));
  }
}
