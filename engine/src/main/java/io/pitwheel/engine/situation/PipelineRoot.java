package io.pitwheel.engine.situation;

/** Where the artifacts of a run begin. */
public final class PipelineRoot {
  private PipelineRoot() {}

  /**
   * Without a slash at its end, and a uri without its query: that says how a store is reached and
   * is no part of where something is.
   */
  public static String plain(String root) {
    int question = root.contains("://") ? root.indexOf('?') : -1;
    String place = question < 0 ? root : root.substring(0, question);
    return place.length() > 1 && place.endsWith("/")
        ? place.substring(0, place.length() - 1)
        : place;
  }
}
