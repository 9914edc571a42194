package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.CreateRunRequest;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.rerun.EarlierRuns;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.experiment.ExperimentCreator;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.specification.ParameterChecker;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.value.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a run down, so that it will be started whatever happens to this process. */
public final class RunCreator {
  private static final String NAMESPACE = "";

  private final Parts parts;

  public RunCreator(Parts parts) {
    this.parts = parts;
  }

  /**
   * What it takes.
   *
   * @param onCreated told after each run that was written
   */
  public record Parts(
      RunStore runs,
      ExperimentStore experiments,
      ExperimentCreator experimentCreator,
      RunSourceResolver sources,
      SpecificationCatalog specifications,
      PipelineRootCheck pipelineRoots,
      EarlierRuns earlierRuns,
      LargeParameters largeParameters,
      Identifiers identifiers,
      Clock clock,
      Runnable onCreated) {}

  /**
   * The run as it was written; the one that is there when the same request made it before.
   *
   * @param inherited parameters for those that the request does not give, as far as the pipeline
   *     declares them
   * @throws PipelinesException INVALID_ARGUMENT for parameters and pipeline root; NOT_FOUND for the
   *     experiment, the pipeline or its version; ALREADY_EXISTS when another request made a run of
   *     that id
   */
  public Run create(CreateRunRequest message, Map<String, JsonValue> inherited) {
    RunRequest request = RunRequestReader.read(message);
    // Before anything is resolved: what was the newest version then need not be it now.
    Optional<Run> repeated = findRepeated(request);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    Run run = parts.runs().create(parts.largeParameters().spilled(creation(request, inherited)));
    parts.onCreated().run();
    return run;
  }

  /**
   * The run as {@link #create} would write it. Only its pipeline is kept.
   *
   * @throws PipelinesException as of {@link #create}
   */
  public RunCreation foretell(CreateRunRequest message, Map<String, JsonValue> inherited) {
    return creation(RunRequestReader.read(message), inherited);
  }

  private Optional<Run> findRepeated(RunRequest request) {
    if (request.runId().isEmpty()) {
      return Optional.empty();
    }
    Optional<Run> known = parts.runs().find(request.runId());
    if (known.isPresent() && !known.get().creation().requestDigest().equals(request.digest())) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "creating run %s: there is one, made by another request (expected: the same request, or"
                  .formatted(request.runId())
              + " another id)");
    }
    return known;
  }

  private String experimentOf(RunRequest request) {
    if (request.experimentId().isEmpty()) {
      return parts.experimentCreator().findOrCreateDefault().id();
    }
    return parts
        .experiments()
        .find(request.experimentId())
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND,
                "creating a run: finding experiment %s: there is none"
                    .formatted(request.experimentId())))
        .id();
  }

  private RunCreation creation(RunRequest request, Map<String, JsonValue> inherited) {
    parts.pipelineRoots().require(request.pipelineRoot());
    RunSource source = parts.sources().resolve(request.source());
    String experimentId = experimentOf(request);
    TaskGraph graph = parts.specifications().graphOf(source.specificationId());
    RerunSource rerun = request.options().rerun();
    if (rerun != null) {
      parts.earlierRuns().check(rerun, graph);
    }
    PipelineSpecification specification = graph.specification();
    Instant now = parts.clock().instant();
    return new RunCreation(
        request.runId().isEmpty() ? parts.identifiers().next() : request.runId(),
        parts.identifiers().next(),
        request.displayName(),
        request.description(),
        NAMESPACE,
        experimentId,
        source.pipelineId(),
        source.versionId(),
        source.specificationId(),
        specification.name(),
        ParameterChecker.complete(specification, parameters(specification, request, inherited)),
        request.pipelineRoot(),
        request.serviceAccount(),
        request.options(),
        request.digest(),
        now,
        now);
  }

  private static Map<String, JsonValue> parameters(
      PipelineSpecification specification, RunRequest request, Map<String, JsonValue> inherited) {
    var parameters = new TreeMap<>(inherited);
    parameters.keySet().retainAll(specification.root().declared().inputParameters().keySet());
    parameters.putAll(request.parameters());
    return parameters;
  }
}
