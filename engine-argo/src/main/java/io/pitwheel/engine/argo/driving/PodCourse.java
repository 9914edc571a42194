package io.pitwheel.engine.argo.driving;

import io.pitwheel.task.PodSighting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the cluster has said of one pod so far, each reason once: a cluster that tries again says
 * the same in turn, with other numbers. For one thread.
 */
final class PodCourse {
  /** Of one attempt: a cluster that changes must not fill the row. */
  static final int MAX_SIGHTINGS = 32;

  /** Seconds of a pause, nodes of a cluster, ids of requests. */
  private static final Pattern NUMBERED = Pattern.compile("\\w*[0-9]\\w*");

  private final List<PodSighting> sightings;
  private final Set<String> reasons = new HashSet<>();

  /**
   * @param sightings as an earlier server recorded them
   */
  PodCourse(List<PodSighting> sightings) {
    this.sightings = new ArrayList<>(sightings);
    sightings.forEach(each -> reasons.add(unnumbered(each)));
  }

  /** Takes a sighting; answers whether it says something new. */
  boolean isNews(PodSighting sighting) {
    boolean isNews =
        sighting.isWaiting()
            ? !isWaiting() || !reasons.contains(unnumbered(sighting))
            : isWaiting();
    // The last place is for the end of the wait.
    int room = sighting.isWaiting() ? MAX_SIGHTINGS - 1 : MAX_SIGHTINGS;
    if (!isNews || sightings.size() >= room) {
      return false;
    }
    reasons.add(unnumbered(sighting));
    sightings.add(sighting);
    return true;
  }

  List<PodSighting> sightings() {
    return List.copyOf(sightings);
  }

  /** What the pod waits for now, in the cluster's words. */
  Optional<String> waitsFor() {
    return isWaiting() ? Optional.of(sightings.getLast().words()) : Optional.empty();
  }

  private boolean isWaiting() {
    return !sightings.isEmpty() && sightings.getLast().isWaiting();
  }

  private static String unnumbered(PodSighting sighting) {
    return NUMBERED.matcher(sighting.words()).replaceAll("#");
  }
}
