package io.pitwheel.cli.run;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.api.v2beta1.RuntimeConfig;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked of the server for one run.
 *
 * @param runId chosen here, so that asking again after a lost answer makes no second run
 * @param experimentId empty for the default one
 * @param parameters those given; the server fills in the defaults
 * @param pipelineRoot empty for the default one
 */
public record RunRequest(
    String runId,
    String displayName,
    String experimentId,
    Struct pipelineSpecification,
    Map<String, Value> parameters,
    String pipelineRoot,
    ExecutionOptions options) {
  public RunRequest {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** The message that says so. */
  public Run toMessage() {
    var run =
        Run.newBuilder()
            .setRunId(runId)
            .setDisplayName(displayName)
            .setExperimentId(experimentId)
            .setPipelineSpec(pipelineSpecification)
            .setRuntimeConfig(
                RuntimeConfig.newBuilder()
                    .putAllParameters(parameters)
                    .setPipelineRoot(pipelineRoot));
    Struct input = options.toPluginInput();
    if (input.getFieldsCount() > 0) {
      run.putPluginsInput(ExecutionOptions.PLUGIN_NAME, input);
    }
    return run.build();
  }
}
