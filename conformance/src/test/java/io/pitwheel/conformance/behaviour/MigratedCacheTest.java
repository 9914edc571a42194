package io.pitwheel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.driver.Driver;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.local.LocalEngineParts;
import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.TextDigest;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks that were taken over from KFP carry the fingerprint of its master branch: the real engine
 * and driver find them, in the pipeline that made them and nowhere else.
 */
class MigratedCacheTest {
  private static final int SLOTS = 2;

  /** KFP's CacheKey of the task below, written by hand as Go's encoder writes it. */
  private static final String CACHE_KEY =
      """
      {"containerSpec":{"cmdArgs":["sh","-c","printf '%s' \\"$0\\" \\u003e \\"$1\\"",\
      "{{$.inputs.parameters['text']}}","{{$.outputs.parameters['out'].output_file}}"],\
      "image":"alpine"},"inputParameterValues":{"count":3,"text":"a \\u0026 b"},\
      "outputParametersSpec":{"out":"STRING"}}\
      """;

  private static final String PIPELINE =
      """
      pipelineInfo: {name: NAME}
      schemaVersion: 2.1.0
      components:
        comp-say:
          executorLabel: exec-say
          inputDefinitions: {parameters: {text: {parameterType: STRING}, count: {parameterType: NUMBER_INTEGER}}}
          outputDefinitions: {parameters: {out: {parameterType: STRING}}}
      deploymentSpec:
        executors:
          exec-say:
            container:
              image: alpine
              command: [sh, -c, 'printf ''%s'' "$0" > "$1"']
              args: ["{{$.inputs.parameters['text']}}", "{{$.outputs.parameters['out'].output_file}}"]
      root:
        inputDefinitions: {parameters: {count: {parameterType: NUMBER_INTEGER}}}
        dag:
          tasks:
            say:
              componentRef: {name: comp-say}
              cachingOptions: {enableCache: true}
              inputs: {parameters: {text: {runtimeValue: {constant: a & b}}, count: {componentInputParameter: count}}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void runAsKfpDid() throws Exception {
    assertThat(run(MigratedCacheTest::asTakenOver, Map.of(), "made-by-kfp", 3))
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void usesWhatWasTakenOverAndThenItsOwn() throws Exception {
    assertThat(run(UnaryOperator.identity(), Map.of(), "made-by-kfp", 3)).isEqualTo("CACHED");
  }

  @Test
  void usesItForTheSameInputsOnly() throws Exception {
    assertThat(run(UnaryOperator.identity(), Map.of(), "made-by-kfp", 4)).isEqualTo("SUCCEEDED");
  }

  @Test
  void usesItInThePipelineThatMadeItOnly() throws Exception {
    assertThat(run(UnaryOperator.identity(), Map.of(), "another", 3)).isEqualTo("SUCCEEDED");
  }

  @Test
  void leavesItAloneWhenASettingSaysSo() throws Exception {
    assertThat(
            run(
                UnaryOperator.identity(),
                Map.of("cache.migratedEntries", "false"),
                "made-by-kfp",
                3))
        .isEqualTo("SUCCEEDED");
  }

  /** The state of the task, of a run on a server of its own. */
  private String run(
      UnaryOperator<LocalEngineParts> adaptation,
      Map<String, String> settings,
      String pipeline,
      int count)
      throws Exception {
    var all = new TreeMap<>(settings);
    all.putAll(Map.of("server.port", "0", "server.grpcPort", "0"));
    var factory = new LocalEngineFactory(SLOTS, adaptation);
    try (var server =
            PitwheelServer.start(ServerSettings.of(folder.resolve("data"), all), factory);
        var client = new PipelineServer(server.address())) {
      var run =
          new BehaviourRun(
              PipelineText.documents(PIPELINE.replace("NAME", pipeline)),
              new JsonObject(Map.of("count", JsonValue.of(count))),
              JsonObject.EMPTY,
              JsonObject.EMPTY);
      JsonObject tasks = (JsonObject) client.run(run.request("run", "")).members().get("tasks");
      return JsonWriter.text(((JsonObject) tasks.members().get("say")).members().get("state"));
    }
  }

  /** An engine that keeps its tasks under KFP's fingerprint, as a migration does. */
  private static LocalEngineParts asTakenOver(LocalEngineParts parts) {
    var real = new SpecificationDriver();
    Driver driver =
        (context, cache) -> {
          TaskDecision decision = real.decide(context, cache);
          return decision instanceof LaunchTask launch
              ? new LaunchTask(launch.inputs(), launch.executor(), migrated(), launch.cacheReason())
              : decision;
        };
    return parts.withShared(parts.shared().withDriver(driver));
  }

  private static CacheFingerprint migrated() {
    return new CacheFingerprint(CacheFingerprint.MIGRATED, TextDigest.sha256(CACHE_KEY), CACHE_KEY);
  }
}
