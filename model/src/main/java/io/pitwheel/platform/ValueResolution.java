package io.pitwheel.platform;

import java.util.Optional;

/** Makes resolved values of values as written. */
public interface ValueResolution<V, R> {
  /** A name; empty when the value is null, and what it names is to be left out. */
  Optional<R> name(V value);

  /** A name that must be there. */
  R requiredName(V value);

  /** An object or a list; empty when the value is null. */
  Optional<R> structure(V value);
}
