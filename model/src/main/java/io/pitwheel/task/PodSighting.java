package io.pitwheel.task;

import java.time.Instant;

/**
 * What the cluster said, at one moment, of the pod of an attempt that had not begun its command.
 *
 * @param at when it was seen here
 * @param isWaiting whether the pod waits for what {@code words} name; else it waits no more
 * @param words the cluster's own, such as {@code ImagePullBackOff: Back-off pulling image "a:1"}
 */
public record PodSighting(Instant at, boolean isWaiting, String words) {
  /** A sentence without its end, for people. */
  public String sentence() {
    return isWaiting ? "its pod waits: " + words : "its pod waits no more: " + words;
  }
}
