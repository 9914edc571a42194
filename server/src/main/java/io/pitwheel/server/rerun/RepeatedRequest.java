package io.pitwheel.server.rerun;

import com.google.protobuf.Struct;
import io.pitwheel.api.v1.Rerun;
import io.pitwheel.api.v1.RerunRequest;
import io.pitwheel.api.v1.RunOptions;
import io.pitwheel.api.v2beta1.CreateRunRequest;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.api.v2beta1.RuntimeConfig;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.MessagePrinter;
import io.pitwheel.value.DurationWords;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.LargeValues;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The request for a run that repeats another: as that one was, but for what is given. */
record RepeatedRequest(CreateRunRequest message, Map<String, JsonValue> inherited) {
  private static final String PLUGIN_NAME = "pitwheel";
  private static final String NAME_PREFIX = "rerun of ";
  private static final int MAX_NAME_LENGTH = 512;

  /**
   * @param earlier the earlier run as it is kept
   * @param told the earlier run as it is told to clients
   * @param large where the earlier run's large parameters are, of which clients are told only that
   *     they are there
   * @throws io.pitwheel.failure.PipelinesException as {@link LargeValues#load}
   */
  static RepeatedRequest of(
      RerunRequest request, io.pitwheel.run.Run earlier, Run told, LargeValues large) {
    Run given = request.getRun();
    var run =
        given.toBuilder()
            .setDisplayName(firstOf(given.getDisplayName(), nameAfter(told.getDisplayName())))
            .setDescription(firstOf(given.getDescription(), told.getDescription()))
            .setExperimentId(firstOf(given.getExperimentId(), told.getExperimentId()))
            .setServiceAccount(firstOf(given.getServiceAccount(), told.getServiceAccount()))
            .setRuntimeConfig(
                RuntimeConfig.newBuilder()
                    .putAllParameters(given.getRuntimeConfig().getParametersMap())
                    .setPipelineRoot(
                        firstOf(
                            given.getRuntimeConfig().getPipelineRoot(),
                            told.getRuntimeConfig().getPipelineRoot())))
            .putAllPluginsInput(told.getPluginsInputMap())
            .putAllPluginsInput(given.getPluginsInputMap())
            .putPluginsInput(PLUGIN_NAME, options(request, earlier));
    if (given.getPipelineSourceCase() == Run.PipelineSourceCase.PIPELINESOURCE_NOT_SET) {
      copySource(told, run);
    }
    var inherited = new TreeMap<String, JsonValue>();
    for (String name : told.getRuntimeConfig().getParametersMap().keySet()) {
      JsonValue kept = earlier.creation().parameters().getOrDefault(name, JsonValue.ofNull());
      inherited.put(name, large.whole(kept));
    }
    return new RepeatedRequest(CreateRunRequest.newBuilder().setRun(run).build(), inherited);
  }

  private static void copySource(Run told, Run.Builder run) {
    if (told.hasPipelineSpec()) {
      run.setPipelineSpec(told.getPipelineSpec());
    } else {
      run.setPipelineVersionReference(told.getPipelineVersionReference());
    }
  }

  private static String nameAfter(String earlier) {
    String name = earlier.startsWith(NAME_PREFIX) ? earlier : NAME_PREFIX + earlier;
    if (name.length() <= MAX_NAME_LENGTH) {
      return name;
    }
    // A character of two units stays whole or goes.
    boolean isBetween = Character.isHighSurrogate(name.charAt(MAX_NAME_LENGTH - 1));
    return name.substring(0, isBetween ? MAX_NAME_LENGTH - 1 : MAX_NAME_LENGTH);
  }

  private static Struct options(RerunRequest request, io.pitwheel.run.Run earlier) {
    io.pitwheel.run.RunOptions kept = earlier.creation().options();
    var options =
        RunOptions.newBuilder()
            .setDisableCache(kept.cacheDisabled())
            .setRunner(kept.runner())
            .setSlots(kept.slots())
            .putAllEnvironment(kept.environment())
            .setKfpVersion(kept.sdkVersion());
    Duration timeout = kept.timeout();
    if (timeout != null) {
      options.setTimeout(DurationWords.of(timeout));
    }
    options
        .mergeFrom(request.getOptions())
        .setRerun(
            Rerun.newBuilder().setRunId(request.getRunId()).setFrom(request.getFrom()).build());
    return MessagePrinter.print(options.build()) instanceof JsonObject object
        ? JsonStructs.toStruct(object)
        : Struct.getDefaultInstance();
  }

  private static String firstOf(String given, String otherwise) {
    return given.isEmpty() ? otherwise : given;
  }
}
