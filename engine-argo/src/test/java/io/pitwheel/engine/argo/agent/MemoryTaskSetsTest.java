package io.pitwheel.engine.argo.agent;

import java.util.Map;

final class MemoryTaskSetsTest extends TaskSetsContract {
  private final MemoryTaskSets taskSets = new MemoryTaskSets();

  @Override
  protected TaskSets taskSets() {
    return taskSets;
  }

  @Override
  protected TaskSetView make(Map<String, String> asked) {
    return taskSets.make("workflow", asked, false);
  }
}
