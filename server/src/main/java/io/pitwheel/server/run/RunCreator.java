package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.CreateRunRequest;
import io.pitwheel.experiment.Experiment;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.rerun.EarlierRuns;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.access.NamespacePlaces;
import io.pitwheel.server.experiment.ExperimentCreator;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.specification.ParameterChecker;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.substitution.ParameterSubstitution;
import io.pitwheel.substitution.RunMoment;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.LargeValues;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a run down, so that it will be started whatever happens to this process. */
public final class RunCreator {
  private final RunRequestReader requests = new RunRequestReader("run");
  private final Parts parts;

  public RunCreator(Parts parts) {
    this.parts = parts;
  }

  /**
   * What it takes.
   *
   * @param places where a run of a namespace may keep what it makes
   * @param onCreated told after each run that was written
   */
  public record Parts(
      RunStore runs,
      ExperimentStore experiments,
      ExperimentCreator experimentCreator,
      RunSourceResolver sources,
      SpecificationCatalog specifications,
      PipelineRootCheck pipelineRoots,
      NamespacePlaces places,
      NamespaceCheck namespaces,
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
   *     that id; FAILED_PRECONDITION for an archived experiment
   */
  public Run create(CreateRunRequest message, Map<String, JsonValue> inherited) {
    RunRequest request = requests.read(message);
    // Before anything is resolved: what was the newest version then need not be it now.
    Optional<Run> repeated = findRepeated(request);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    Run run =
        requireKept(
            parts
                .runs()
                .create(
                    parts
                        .largeParameters()
                        .spilled(creation(request, inherited, Occasion.ASKED_FOR))));
    parts.onCreated().run();
    return run;
  }

  /**
   * Why a run is made.
   *
   * @param recurringRunId whose schedule asks for it; null for a client
   * @param tick when the schedule has it
   * @param index its place among the runs of the schedule, from 1
   */
  public record Occasion(
      @Nullable String recurringRunId, @Nullable Instant tick, @Nullable Long index) {
    static final Occasion ASKED_FOR = new Occasion(null, null, null);
  }

  /**
   * The run as it is to be written, with everything resolved and its placeholders replaced.
   *
   * @throws PipelinesException as {@link #create}
   */
  public RunCreation prepare(RunRequest request, Occasion occasion) {
    return parts.largeParameters().spilled(foretell(request, occasion));
  }

  /**
   * The run as {@link #prepare} would make it. Only its pipeline is kept.
   *
   * @throws PipelinesException as of {@link #create}
   */
  public RunCreation foretell(RunRequest request, Occasion occasion) {
    return creation(request, Map.of(), occasion);
  }

  /**
   * The run as {@link #create} would write it. Only its pipeline is kept.
   *
   * @param unwritten takes the large parameters
   * @throws PipelinesException as of {@link #create}
   */
  public RunCreation foretell(
      CreateRunRequest message, Map<String, JsonValue> inherited, LargeValues unwritten) {
    return parts
        .largeParameters()
        .in(unwritten)
        .spilled(creation(requests.read(message), inherited, Occasion.ASKED_FOR));
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
    return known.map(RunCreator::requireKept);
  }

  private static Run requireKept(Run run) {
    if (run.isBeingDeleted()) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "creating run %s: one of that id is being deleted (expected: another id, or the same in a moment)"
              .formatted(run.id()));
    }
    return run;
  }

  private Experiment experimentOf(RunRequest request) {
    if (request.experimentId().isEmpty()) {
      return parts.experimentCreator().findOrCreateDefault();
    }
    return parts
        .experiments()
        .find(request.experimentId())
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND,
                "creating a run: finding experiment %s: there is none"
                    .formatted(request.experimentId())));
  }

  private RunCreation creation(
      RunRequest request, Map<String, JsonValue> inherited, Occasion occasion) {
    parts.pipelineRoots().require(request.pipelineRoot());
    RunSource source = parts.sources().resolve(request.source());
    Experiment experiment = experimentOf(request);
    parts.places().requireRoot(experiment.namespace(), request.pipelineRoot());
    TaskGraph graph = parts.specifications().graphOf(source.specificationId());
    parts.namespaces().require(experiment.namespace(), graph);
    RerunSource rerun = request.options().rerun();
    if (rerun != null) {
      parts.earlierRuns().check(rerun, graph);
    }
    PipelineSpecification specification = graph.specification();
    String runId = request.runId().isEmpty() ? parts.identifiers().next() : request.runId();
    Instant now = parts.clock().instant();
    Instant scheduledAt = occasion.tick() == null ? request.scheduledAt() : occasion.tick();
    var moment = new RunMoment(runId, now, scheduledAt, occasion.index());
    return new RunCreation(
        runId,
        parts.identifiers().next(),
        request.displayName(),
        request.description(),
        experiment.namespace(),
        experiment.id(),
        source.pipelineId(),
        source.versionId(),
        source.specificationId(),
        specification.name(),
        ParameterChecker.complete(
            specification,
            ParameterSubstitution.apply(parameters(specification, request, inherited), moment)),
        request.pipelineRoot(),
        request.serviceAccount(),
        request.options(),
        request.digest(),
        now,
        scheduledAt == null ? now : scheduledAt,
        occasion.recurringRunId());
  }

  private static Map<String, JsonValue> parameters(
      PipelineSpecification specification, RunRequest request, Map<String, JsonValue> inherited) {
    var parameters = new TreeMap<>(inherited);
    parameters.keySet().retainAll(specification.root().declared().inputParameters().keySet());
    parameters.putAll(request.parameters());
    return parameters;
  }
}
