package io.pitwheel.engine.argo.claim;

final class MemoryVolumeClaimsTest extends VolumeClaimsContract {
  private final MemoryVolumeClaims claims = new MemoryVolumeClaims();

  @Override
  protected VolumeClaims claims() {
    return claims;
  }

  @Override
  protected String namespace() {
    return "there";
  }

  @Override
  protected void makeForeign(String name) {
    claims.putForeign("there", name);
  }
}
