package io.pitwheel.engine.argo.claim;

import io.pitwheel.engine.argo.claim.VolumeClaims.EarlierClaim;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.platform.ClaimOperation.CreateClaim;
import io.pitwheel.platform.ClaimOperation.DeleteClaim;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Does what a task wants done to a claim, which needs no pod. Trouble of the cluster is waited for;
 * what the API server refuses fails the task in its words. Repeatable; safe for many threads.
 */
public final class ClaimTaskPerformer {
  private static final Logger LOGGER = System.getLogger(ClaimTaskPerformer.class.getName());

  private final VolumeClaims claims;
  private final String namespace;

  /**
   * @param namespace of runs that name none
   */
  public ClaimTaskPerformer(VolumeClaims claims, String namespace) {
    this.claims = claims;
    this.namespace = namespace;
  }

  /**
   * Returns when it is done.
   *
   * @param platform with an operation
   * @param left counted down when nobody waits for the result any more
   * @return how the task ends; empty when it was left
   */
  public Optional<LaunchResult> perform(
      TaskReference task, TaskPlatform platform, CountDownLatch left) {
    var warnings = new ArrayList<String>();
    String place = platform.namespace().isEmpty() ? namespace : platform.namespace();
    try {
      TaskValues outputs =
          new StorePatience(left)
              .insist(() -> {
                warnings.clear();
                return perform(task, place, require(platform.claimOperation()), warnings);
              });
      return Optional.of(new LaunchResult.Succeeded(outputs, List.copyOf(warnings)));
    } catch (PipelinesException exception) {
      if (exception.code().retryMayHelp() && left.getCount() == 0) {
        return Optional.empty();
      }
      return Optional.of(failed(task, exception.code(), String.valueOf(exception.getMessage())));
    } catch (RuntimeException exception) {
      LOGGER.log(Level.ERROR, "task " + task, exception);
      return Optional.of(failed(task, ErrorCode.INTERNAL, "changing a claim: " + exception));
    }
  }

  private static LaunchResult failed(TaskReference task, ErrorCode code, String message) {
    var failure = new TaskFailure(code, message, task.path().documentPath());
    return new LaunchResult.Failed(failure, null, false, List.of());
  }

  private TaskValues perform(
      TaskReference task, String place, ClaimOperation operation, List<String> warnings) {
    return switch (operation) {
      case CreateClaim create -> {
        create(task, place, create, warnings);
        yield new TaskValues(Map.of("name", JsonValue.of(create.name())), Map.of());
      }
      case DeleteClaim delete -> {
        claims.delete(place, delete.name());
        yield TaskValues.NONE;
      }
    };
  }

  private void create(TaskReference task, String place, CreateClaim create, List<String> warnings) {
    Optional<EarlierClaim> found = claims.create(place, ClaimForm.of(create, task.runId()));
    String claim = "claim %s/%s".formatted(place, create.name());
    if (found.isPresent()) {
      requireOurs(claim, found.get());
      if (!found.get().runId().equals(task.runId())) {
        warnings.add(
            "%s was there already, made by run %s: it stays as it is"
                .formatted(claim, found.get().runId()));
      }
    } else if (!create.storageClass().isEmpty() && claims.lacksClass(create.storageClass())) {
      // Not refused: a volume that was made beforehand may have a class that nobody else knows.
      warnings.add(
          "%s waits for a volume: there is no storage class %s"
              .formatted(claim, create.storageClass()));
    }
  }

  private static void requireOurs(String claim, EarlierClaim found) {
    if (found.isBeingDeleted()) {
      // Tried again for seconds only: pods that have ended hold it, too, until they are deleted.
      throw new PipelinesException(
          ErrorCode.ABORTED,
          "making %s: the one before is still being deleted, which takes as long as there are pods that mounted it (expected: another name, or no such pods)"
              .formatted(claim));
    }
    if (found.runId().isEmpty()) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "making %s: it is there already, and no run made it (expected: another name, or a task that only mounts it)"
              .formatted(claim));
    }
  }

  private static ClaimOperation require(@Nullable ClaimOperation found) {
    if (found == null) {
      throw new IllegalStateException("the task has a command");
    }
    return found;
  }
}
