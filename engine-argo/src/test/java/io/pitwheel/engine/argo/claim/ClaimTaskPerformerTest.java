package io.pitwheel.engine.argo.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.platform.ClaimOperation.CreateClaim;
import io.pitwheel.platform.ClaimOperation.DeleteClaim;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskReference;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ClaimTaskPerformerTest {
  private final MemoryVolumeClaims claims = new MemoryVolumeClaims();
  private final ClaimTaskPerformer performer = new ClaimTaskPerformer(claims, "default-place");
  private final CountDownLatch left = new CountDownLatch(1);

  @Test
  void makesAClaimAsItIsAskedFor() {
    var create =
        new CreateClaim(
            "data",
            "2Gi",
            List.of("ReadWriteMany"),
            "",
            Map.of("owner", "me"),
            "disk",
            JsonMembers.of("name", "other"));

    LaunchResult result = perform("run", "there", create);

    assertThat(((Succeeded) result).outputs().parameters())
        .containsExactly(Map.entry("name", JsonValue.of("data")));
    assertThat(result.warnings()).isEmpty();
    assertThat(claims.all().get("there/data"))
        .isEqualTo(
            JsonReader.read(
                """
                {"apiVersion": "v1", "kind": "PersistentVolumeClaim",
                 "metadata": {"name": "data", "labels": {"pipeline/runid": "run"},
                   "annotations": {"owner": "me"}},
                 "spec": {"accessModes": ["ReadWriteMany"],
                   "resources": {"requests": {"storage": "2Gi"}}, "storageClassName": "",
                   "volumeName": "disk", "dataSource": {"name": "other"}}}
                """));
  }

  @Test
  void goesWhereRunsAreThatNameNoNamespace() {
    perform("run", "", new CreateClaim("data", "2Gi"));

    assertThat(claims.all()).containsOnlyKeys("default-place/data");
  }

  @Test
  void takesItsOwnClaimForMade() {
    perform("run", "there", new CreateClaim("data", "2Gi"));

    LaunchResult again = perform("run", "there", new CreateClaim("data", "2Gi"));

    assertThat(again).isInstanceOf(Succeeded.class);
    assertThat(again.warnings()).isEmpty();
  }

  @Test
  void saysWhenAnEarlierRunMadeTheClaim() {
    perform("earlier", "there", new CreateClaim("data", "2Gi"));

    LaunchResult later = perform("later", "there", new CreateClaim("data", "9Gi"));

    assertThat(later).isInstanceOf(Succeeded.class);
    assertThat(later.warnings())
        .containsExactly(
            "claim there/data was there already, made by run earlier: it stays as it is");
  }

  @Test
  void failsForAClaimOfSomebodyElse() {
    claims.putForeign("there", "data");

    Failed failed = (Failed) perform("run", "there", new CreateClaim("data", "2Gi"));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
    assertThat(failed.failure().message()).contains("claim there/data", "no run made it");
    assertThat(failed.failure().path()).contains("make");
    assertThat(failed.mayRetry()).isFalse();
  }

  @Test
  void saysThatAClassIsUnknown() {
    LaunchResult result =
        perform(
            "run",
            "there",
            new CreateClaim(
                "data", "2Gi", List.of(), "fast", Map.of(), "", JsonValue.JsonObject.EMPTY));

    assertThat(result.warnings())
        .containsExactly("claim there/data waits for a volume: there is no storage class fast");
  }

  @Test
  void removesAClaimThatMayBeGone() {
    perform("run", "there", new CreateClaim("data", "2Gi"));

    assertThat(perform("run", "there", new DeleteClaim("data"))).isInstanceOf(Succeeded.class);
    assertThat(perform("run", "there", new DeleteClaim("data"))).isInstanceOf(Succeeded.class);

    assertThat(claims.all()).isEmpty();
  }

  @Test
  void waitsWhileTheClusterIsInTrouble() {
    claims.trouble(ErrorCode.UNAVAILABLE, "nobody answers");
    claims.trouble(ErrorCode.UNAVAILABLE, "too many requests");

    assertThat(perform("run", "there", new CreateClaim("data", "2Gi")))
        .isInstanceOf(Succeeded.class);
    assertThat(claims.all()).containsOnlyKeys("there/data");
  }

  @Test
  void waitsForAClaimThatIsJustLeaving() {
    claims.putLeaving("there", "data");

    assertThat(perform("run", "there", new CreateClaim("data", "2Gi")))
        .isInstanceOf(Succeeded.class);
    assertThat(claims.all()).containsOnlyKeys("there/data");
  }

  @Test
  void leavesTroubleWhenNobodyWaitsAnyMore() {
    claims.trouble(ErrorCode.UNAVAILABLE, "nobody answers");
    left.countDown();

    assertThat(end("run", "there", new CreateClaim("data", "2Gi"))).isEmpty();
  }

  @Test
  void failsInTheWordsOfTheApiServer() {
    claims.trouble(ErrorCode.PERMISSION_DENIED, "claims are forbidden: exceeded quota: small");

    Failed failed = (Failed) perform("run", "there", new CreateClaim("data", "2Gi"));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(failed.failure().message()).isEqualTo("claims are forbidden: exceeded quota: small");
  }

  private LaunchResult perform(String runId, String namespace, ClaimOperation operation) {
    return end(runId, namespace, operation).orElseThrow();
  }

  private Optional<LaunchResult> end(String runId, String namespace, ClaimOperation operation) {
    return performer.perform(
        new TaskReference(runId, ScopePath.ROOT.child("make"), IterationVector.NONE),
        new TaskPlatform(PlatformNeeds.none(), namespace, operation),
        left);
  }
}
