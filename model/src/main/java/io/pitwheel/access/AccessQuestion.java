package io.pitwheel.access;

/**
 * May this caller do this?
 *
 * @param resource kind of thing, plural, as KFP's roles name it, such as {@code runs}
 * @param verb such as {@code get} or {@code readArtifact}
 * @param place where the thing is
 */
public record AccessQuestion(Caller caller, String resource, String verb, Place place) {
  /** Where a thing is. Finding that out may ask a store, so it is done when it matters only. */
  @FunctionalInterface
  public interface Place {
    /**
     * Its namespace; empty for what belongs to the server as a whole.
     *
     * @throws io.pitwheel.failure.PipelinesException UNAVAILABLE when the store does not answer
     */
    String namespace();
  }

  /** In a namespace that is known. */
  public static AccessQuestion in(String namespace, Caller caller, String resource, String verb) {
    return new AccessQuestion(caller, resource, verb, () -> namespace);
  }
}
