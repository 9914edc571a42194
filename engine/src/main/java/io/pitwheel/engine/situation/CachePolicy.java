package io.pitwheel.engine.situation;

/**
 * What a server says about caching, whatever runs and tasks ask for.
 *
 * @param isEnabled false: nothing is looked up and nothing is kept for others
 * @param usesMigrated whether entries taken over from another system count
 */
public record CachePolicy(boolean isEnabled, boolean usesMigrated) {
  public static final CachePolicy DEFAULT = new CachePolicy(true, true);
}
