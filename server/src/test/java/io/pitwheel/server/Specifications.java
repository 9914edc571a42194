package io.pitwheel.server;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonWriter;

/** Pipelines that tests use. */
public final class Specifications {
  private Specifications() {}

  public static byte[] twoSteps() {
    return RunningServer.resource("two-steps.yaml");
  }

  public static String twoStepsJson() {
    return JsonWriter.write(PipelineDocumentReader.read(twoSteps()).specification().document());
  }

  public static TaskGraph twoStepsGraph() {
    return TaskGraph.of(PipelineDocumentReader.read(twoSteps()).specification());
  }
}
