package io.pitwheel.server.run;

import io.pitwheel.run.RunCreation;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.LargeValues;
import java.util.TreeMap;

/** Writes down parameters of a run that are too large for its row, before the row is. */
public final class LargeParameters {
  /** Beside the folders of tasks, whose keys have no dot. */
  private static final String FOLDER = "large-parameters.system";

  private final LargeValues large;
  private final String artifactRoot;

  /**
   * @param artifactRoot where outputs go when a run says nothing else
   */
  public LargeParameters(LargeValues large, String artifactRoot) {
    this.large = large;
    this.artifactRoot = artifactRoot;
  }

  /** The same places of other values. */
  LargeParameters in(LargeValues others) {
    return new LargeParameters(others, artifactRoot);
  }

  /** The creation, with references where its parameters were too large. */
  RunCreation spilled(RunCreation creation) {
    String folder = creation.folder(artifactRoot) + "/" + FOLDER;
    var kept = new TreeMap<String, JsonValue>();
    creation
        .parameters()
        .forEach((name, value) -> kept.put(name, large.keep(value, () -> folder + "/" + name)));
    return creation.withParameters(kept);
  }
}
