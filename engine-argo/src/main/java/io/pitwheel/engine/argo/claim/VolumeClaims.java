package io.pitwheel.engine.argo.claim;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Optional;

/**
 * The volume claims of a cluster. Every method may be repeated.
 *
 * <p>They throw a {@code PipelinesException} in the API server's own words: UNAVAILABLE when nobody
 * answers or somebody was quicker, PERMISSION_DENIED also for a quota that is used up,
 * INVALID_ARGUMENT and NOT_FOUND for what is refused.
 */
public interface VolumeClaims {
  /**
   * A claim that was there before.
   *
   * @param runId of the run that made it; empty when no run did
   * @param isBeingDeleted whether it goes as soon as no pod uses it
   */
  record EarlierClaim(String runId, boolean isBeingDeleted) {}

  /**
   * Makes a claim.
   *
   * @param claim as {@link ClaimForm} writes it
   * @return what is there of its name, which then stays as it is; empty when it was made
   */
  Optional<EarlierClaim> create(String namespace, JsonObject claim);

  /** Removes a claim and what is in it; nothing when it is gone. */
  void delete(String namespace, String name);

  /**
   * From now on the claim goes when the last Workflow has gone for which it is kept; nothing when
   * one of the two is gone.
   */
  void keepFor(String namespace, String name, String workflow);

  /** Whether nobody knows a storage class; one that may not be looked at may be known. */
  boolean lacksClass(String storageClass);
}
