package io.pitwheel.engine.argo.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.argo.claim.VolumeClaims.EarlierClaim;
import io.pitwheel.platform.ClaimOperation.CreateClaim;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every kind of claims keeps to. */
public abstract class VolumeClaimsContract {
  protected abstract VolumeClaims claims();

  /** Where they are. */
  protected abstract String namespace();

  /** A claim that no run made. */
  protected abstract void makeForeign(String name);

  @Test
  void makesAClaimOnce() {
    assertThat(claims().create(namespace(), claim("once", "run"))).isEmpty();

    assertThat(claims().create(namespace(), claim("once", "run")))
        .contains(new EarlierClaim("run", false));
    assertThat(claims().create(namespace(), claim("once", "other")))
        .contains(new EarlierClaim("run", false));
  }

  @Test
  void saysThatNoRunMadeAClaim() {
    makeForeign("foreign");

    assertThat(claims().create(namespace(), claim("foreign", "run")))
        .contains(new EarlierClaim("", false));
  }

  @Test
  void removesAClaimThatMayBeGone() {
    assertThat(claims().create(namespace(), claim("removed", "run"))).isEmpty();

    claims().delete(namespace(), "removed");
    claims().delete(namespace(), "removed");
    claims().delete(namespace(), "never-there");

    assertThat(claims().create(namespace(), claim("removed", "again"))).isEmpty();
  }

  @Test
  void keepsNothingForAWorkflowThatIsNotThere() {
    claims().keepFor(namespace(), "nothing", "nobody");

    assertThat(claims().create(namespace(), claim("nothing", "run"))).isEmpty();
  }

  @Test
  void missesAClassThatNobodyKnows() {
    assertThat(claims().lacksClass("of-nobody")).isTrue();
  }

  /** A claim of no class. */
  protected static JsonObject claim(String name, String runId) {
    return claim(name, runId, "1Gi");
  }

  protected static JsonObject claim(String name, String runId, String size) {
    return ClaimForm.of(
        new CreateClaim(name, size, List.of("ReadWriteOnce"), "", Map.of(), "", JsonObject.EMPTY),
        runId);
  }
}
