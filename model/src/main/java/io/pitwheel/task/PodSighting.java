package io.pitwheel.task;

import java.time.Instant;

/**
 * What the cluster said, at one moment, of the pod of an attempt that had not begun its command, or
 * of a run as a whole: then it is of the root.
 *
 * @param at when it was seen here
 * @param isWaiting whether it waits for what {@code words} name; else it waits no more
 * @param words the cluster's own, such as {@code ImagePullBackOff: Back-off pulling image "a:1"}
 */
public record PodSighting(Instant at, boolean isWaiting, String words) {
  /** A sentence without its end, for people. */
  public String sentence() {
    return sentenceOf("its pod");
  }

  /** The same of a sighting of the root, which is of the run as a whole. */
  public String sentenceOfRun() {
    return sentenceOf("the run");
  }

  private String sentenceOf(String waiting) {
    return waiting + (isWaiting ? " waits: " : " waits no more: ") + words;
  }
}
