package io.pitwheel.server.run;

import com.google.protobuf.Value;
import io.pitwheel.api.v2beta1.CreateRunRequest;
import io.pitwheel.api.v2beta1.PipelineVersionReference;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.guard.Descriptions;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.MessagePrinter;
import io.pitwheel.server.http.Names;
import io.pitwheel.server.http.Times;
import io.pitwheel.server.run.RunRequest.Source;
import io.pitwheel.server.specification.CanonicalJson;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.ShownText;
import io.pitwheel.value.TextSize;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests for runs. Output-only fields, which generated clients send along as zero values,
 * are passed over.
 */
public final class RunRequestReader {
  /** KFP's server has no bound; its database has. */
  private static final int MAX_NAME_LENGTH = 512;

  private static final int MAX_ID_LENGTH = 36;

  private static final int MAX_SERVICE_ACCOUNT_LENGTH = 253;

  /** As long as the uri of an artifact may be, which begins with it. */
  private static final int MAX_ROOT_LENGTH = 2048;

  /** Of one run. */
  private static final int MAX_PARAMETERS = 10_000;

  /** Of one parameter, as a text. */
  private static final int MAX_PARAMETER_BYTES = 32 * 1024 * 1024;

  private static final String DEFAULT_SERVICE_ACCOUNT = "pipeline-runner";

  private final String field;
  private final InlinePipelines pipelines = new InlinePipelines();

  /**
   * @param field where the run stands in the request, for messages
   */
  public RunRequestReader(String field) {
    this.field = field;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT with the path in the request or in the pipeline;
   *     ABORTED for output of plugins
   */
  public RunRequest read(CreateRunRequest request) {
    Run run = request.getRun();
    requireId(run.getRunId());
    Names.require(field + ".display_name", run.getDisplayName(), MAX_NAME_LENGTH);
    Descriptions.require(field + ".description", run.getDescription());
    requireNoOutput(run);
    return new RunRequest(
        run.getRunId(),
        run.getDisplayName(),
        run.getDescription(),
        experimentOf(request),
        source(run),
        parameters(run),
        pipelineRoot(run.getRuntimeConfig().getPipelineRoot()),
        serviceAccount(run.getServiceAccount()),
        RunOptionsReader.read(run.getPluginsInputMap()),
        scheduledAt(run),
        digest(request));
  }

  private static String experimentOf(CreateRunRequest request) {
    String inRun = request.getRun().getExperimentId();
    @SuppressWarnings("deprecation") // Clients of older versions send it in the query.
    String inQuery = request.getExperimentId();
    return inRun.isEmpty() ? inQuery : inRun;
  }

  /** The id becomes part of paths and of names of processes. */
  private void requireId(String runId) {
    boolean isFitting =
        runId.length() <= MAX_ID_LENGTH && runId.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    if (!runId.isEmpty() && !isFitting) {
      throw PipelinesException.invalid(
          field + ".run_id",
          "reading %s.run_id: %s (expected: 1 to %d of a-z, 0-9 and -, such as a UUID)"
              .formatted(field, runId, MAX_ID_LENGTH));
    }
  }

  /** Said by servers alone: KFP aborts a request that says it. */
  private void requireNoOutput(Run run) {
    if (run.getPluginsOutputCount() > 0) {
      String path = field + ".plugins_output";
      throw new PipelinesException(
          ErrorCode.ABORTED,
          "reading %s: words of %s (expected: none; a server says them)"
              .formatted(
                  path, String.join(", ", new TreeSet<>(run.getPluginsOutputMap().keySet()))),
          path,
          null);
    }
  }

  /** Clients that have no wish send nothing, or a time at or before the epoch. */
  private @Nullable Instant scheduledAt(Run run) {
    Instant given = Times.fromMessage(run.getScheduledAt(), field + ".scheduled_at");
    return given.isAfter(Instant.EPOCH) ? given : null;
  }

  private Source source(Run run) {
    return switch (run.getPipelineSourceCase()) {
      case PIPELINE_SPEC -> new Source.Inline(pipelines.read(run.getPipelineSpec()));
      case PIPELINE_VERSION_REFERENCE -> kept(run.getPipelineVersionReference());
      case PIPELINE_VERSION_ID -> new Source.Kept("", olderVersionId(run));
      case PIPELINESOURCE_NOT_SET ->
          throw PipelinesException.invalid(
              field + ".pipeline_spec",
              "creating a run: no pipeline (expected: one of pipeline_spec and"
                  + " pipeline_version_reference)");
    };
  }

  private Source kept(PipelineVersionReference reference) {
    if (reference.getPipelineId().isEmpty() && reference.getPipelineVersionId().isEmpty()) {
      throw PipelinesException.invalid(
          field + ".pipeline_version_reference",
          "creating a run: an empty pipeline_version_reference (expected: pipeline_id)");
    }
    return new Source.Kept(reference.getPipelineId(), reference.getPipelineVersionId());
  }

  @SuppressWarnings("deprecation") // The older way to name a version.
  private static String olderVersionId(Run run) {
    return run.getPipelineVersionId();
  }

  private Map<String, JsonValue> parameters(Run run) {
    Map<String, Value> given = run.getRuntimeConfig().getParametersMap();
    String path = field + ".runtime_config.parameters";
    if (given.size() > MAX_PARAMETERS) {
      throw PipelinesException.invalid(
          path,
          "reading %s: %d parameters (expected: at most %d)"
              .formatted(path, given.size(), MAX_PARAMETERS));
    }
    var parameters = new TreeMap<String, JsonValue>();
    given.forEach(
        (name, value) -> parameters.put(name, bounded(path + "." + ShownText.cut(name), value)));
    return parameters;
  }

  private static JsonValue bounded(String path, Value given) {
    JsonValue value = JsonStructs.fromValue(given);
    if (!TextSize.fits(value, MAX_PARAMETER_BYTES)) {
      throw PipelinesException.invalid(
          path,
          "reading %s: %d bytes (expected: at most %d; what is larger belongs into an artifact)"
              .formatted(path, TextSize.of(value), MAX_PARAMETER_BYTES));
    }
    return value;
  }

  private String pipelineRoot(String given) {
    if (given.length() > MAX_ROOT_LENGTH) {
      throw PipelinesException.invalid(
          field + ".runtime_config.pipeline_root",
          "reading %s.runtime_config.pipeline_root: %s (expected: at most %d characters)"
              .formatted(field, ShownText.cut(given), MAX_ROOT_LENGTH));
    }
    return given;
  }

  private String serviceAccount(String given) {
    return given.isEmpty()
        ? DEFAULT_SERVICE_ACCOUNT
        : Names.require(field + ".service_account", given, MAX_SERVICE_ACCOUNT_LENGTH);
  }

  /** Only of what a client decides: the rest of the message may differ between equal requests. */
  private String digest(CreateRunRequest request) {
    Run run = request.getRun();
    var asked =
        Run.newBuilder()
            .setDisplayName(run.getDisplayName())
            .setDescription(run.getDescription())
            .setExperimentId(experimentOf(request))
            .setRuntimeConfig(run.getRuntimeConfig())
            .setServiceAccount(serviceAccount(run.getServiceAccount()))
            .putAllPluginsInput(run.getPluginsInputMap());
    if (run.hasPipelineSpec()) {
      asked.setPipelineSpec(run.getPipelineSpec());
    } else if (run.hasPipelineVersionReference()) {
      asked.setPipelineVersionReference(run.getPipelineVersionReference());
    } else {
      asked.setPipelineVersionReference(
          PipelineVersionReference.newBuilder().setPipelineVersionId(olderVersionId(run)));
    }
    if (scheduledAt(run) != null) {
      asked.setScheduledAt(run.getScheduledAt());
    }
    return CanonicalJson.digest(MessagePrinter.print(asked.build()));
  }
}
