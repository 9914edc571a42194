package io.pitwheel.server.specification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values that were asked for last. Two threads that miss at once both make the value; the first
 * one stays, so that users of one key share one object.
 */
public final class RecentlyUsed<K, V> {
  private final Map<K, V> values;

  /**
   * @param maxSize beyond it the value goes that was not asked for longest
   */
  public RecentlyUsed(int maxSize) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > maxSize;
          }
        };
  }

  /** The value of a key, from the source where it is not at hand; what that throws is not kept. */
  public V get(K key, Function<K, V> source) {
    V known = peek(key);
    if (known != null) {
      return known;
    }
    V made = source.apply(key);
    synchronized (values) {
      V first = values.putIfAbsent(key, made);
      return first == null ? made : first;
    }
  }

  private @Nullable V peek(K key) {
    synchronized (values) {
      return values.get(key);
    }
  }
}
