package io.pitwheel.store.session;

import io.pitwheel.specification.ScopePath;
import java.util.List;

/** Paths as a column: dotted, from {@code root}. */
public final class ScopePaths {
  private ScopePaths() {}

  /** The path that a column holds. */
  public static ScopePath parse(String dotted) {
    List<String> keys = List.of(dotted.split("\\.", -1));
    return new ScopePath(keys.subList(1, keys.size()));
  }
}
