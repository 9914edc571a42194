package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.Artifact;
import io.pitwheel.api.v2beta1.ArtifactTask;
import io.pitwheel.api.v2beta1.CreateArtifactRequest;
import io.pitwheel.api.v2beta1.CreateArtifactsBulkRequest;
import io.pitwheel.api.v2beta1.CreateArtifactsBulkResponse;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.ReportedArtifact;
import io.pitwheel.taskreport.TaskReports;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes in what launchers elsewhere say of artifacts. */
public final class ArtifactReporter {
  private final TaskReports reports;
  private final RunGraphs graphs;
  private final Identifiers identifiers;
  private final Clock clock;

  public ArtifactReporter(
      TaskReports reports, RunGraphs graphs, Identifiers identifiers, Clock clock) {
    this.reports = reports;
    this.graphs = graphs;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * The artifact as it stands, made by this call or before.
   *
   * @throws PipelinesException NOT_FOUND for run and task; INVALID_ARGUMENT naming the field;
   *     FAILED_PRECONDITION for a task that has ended, or a run that is driven here
   */
  public Artifact create(CreateArtifactRequest request) {
    ReportedArtifact artifact =
        ArtifactRequestReader.artifact("", request, identifiers, clock.instant());
    return ArtifactTranslator.toMessage(create(List.of(artifact)).getFirst());
  }

  /**
   * The artifacts as they stand.
   *
   * @throws PipelinesException as {@link #create(CreateArtifactRequest)}, for any of them; then
   *     none is made
   */
  public CreateArtifactsBulkResponse create(CreateArtifactsBulkRequest request) {
    Told.requireBulk("artifacts", request.getArtifactsCount());
    Instant now = clock.instant();
    var artifacts = new ArrayList<ReportedArtifact>();
    for (int i = 0; i < request.getArtifactsCount(); i++) {
      String field = "artifacts[" + i + "].";
      ReportedArtifact read =
          ArtifactRequestReader.artifact(field, request.getArtifacts(i), identifiers, now);
      if (read.reusesExisting()) {
        throw Told.refused(
            field + "reuse_if_exists", true, "false: equal ones are found for one at a time");
      }
      artifacts.add(read);
    }
    return CreateArtifactsBulkResponse.newBuilder()
        .addAllArtifacts(create(artifacts).stream().map(ArtifactTranslator::toMessage).toList())
        .build();
  }

  private List<io.pitwheel.artifact.KeptArtifact> create(List<ReportedArtifact> artifacts) {
    Map<String, TaskGraph> graphsOfRuns = new HashMap<>();
    artifacts.forEach(artifact -> graphsOfRuns.computeIfAbsent(artifact.runId(), graphs::require));
    return reports.createArtifacts(graphsOfRuns, artifacts);
  }

  /**
   * The link as it stands.
   *
   * @throws PipelinesException NOT_FOUND for run, task and artifact; else as {@link
   *     #create(CreateArtifactRequest)}
   */
  public ArtifactTask link(ArtifactTask told) {
    return link(List.of(ArtifactRequestReader.link("artifact_task", told))).getFirst();
  }

  /**
   * The links as they stand.
   *
   * @throws PipelinesException as {@link #link}, for any of them; then none is made
   */
  public List<ArtifactTask> linkAll(List<ArtifactTask> told) {
    Told.requireBulk("artifact_tasks", told.size());
    var links = new ArrayList<ArtifactLink>();
    for (int i = 0; i < told.size(); i++) {
      String field = "artifact_tasks[" + i + "]";
      ArtifactLink link = ArtifactRequestReader.link(field, told.get(i));
      if (!links.isEmpty() && !link.runId().equals(links.getFirst().runId())) {
        throw Told.refused(
            field + ".run_id", link.runId(), links.getFirst().runId() + ", the run of the others");
      }
      links.add(link);
    }
    return link(links);
  }

  private List<ArtifactTask> link(List<ArtifactLink> links) {
    String runId = links.getFirst().runId();
    return reports.link(runId, graphs.require(runId), links, clock.instant()).stream()
        .map(ArtifactTranslator::toMessage)
        .toList();
  }
}
