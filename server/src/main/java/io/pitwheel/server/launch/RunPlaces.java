package io.pitwheel.server.launch;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.access.NamespacePlaces;

/**
 * What the pods of a run may read of all that there is in the object store: what its namespace has.
 *
 * @param runs says which that is
 */
public record RunPlaces(NamespacePlaces places, RunStore runs) {
  /**
   * @throws PipelinesException PERMISSION_DENIED for bytes that are not of the run's namespace
   */
  void requireRead(String runId, String location) {
    if (places.areApart()) {
      String namespace = runs.find(runId).map(run -> run.creation().namespace()).orElse("");
      places.requireRead("reading for a task of run " + runId, namespace, location);
    }
  }
}
