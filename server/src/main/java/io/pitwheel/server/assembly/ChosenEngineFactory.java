package io.pitwheel.server.assembly;

import io.pitwheel.server.settings.Setting;

/** The engine that the settings name. */
public final class ChosenEngineFactory implements EngineFactory {
  @Override
  public EngineRoom create(Surroundings surroundings) {
    boolean isArgo = surroundings.settings().text(Setting.EXECUTION_ENGINE).equals("argo");
    EngineFactory chosen = isArgo ? new ArgoEngineFactory() : LocalEngineFactory.ofThisMachine();
    return chosen.create(surroundings);
  }
}
