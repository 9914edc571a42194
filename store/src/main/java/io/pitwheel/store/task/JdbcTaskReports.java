package io.pitwheel.store.task;

import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.store.event.EventFeed;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.task.TaskRecorder.Refusal;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.ReportedArtifact;
import io.pitwheel.taskreport.TaskCreation;
import io.pitwheel.taskreport.TaskReport;
import io.pitwheel.taskreport.TaskReports;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is told from elsewhere, in a database. */
public final class JdbcTaskReports implements TaskReports {
  private final Database database;
  private final JdbcTaskStore tasks;
  private final EventFeed feed;
  private final Identifiers identifiers;
  private final ReportStatements statements;
  private final RunTasks runTasks;

  /**
   * @param tasks of the same database
   */
  public JdbcTaskReports(
      Database database, JdbcTaskStore tasks, EventFeed feed, Identifiers identifiers) {
    this.database = database;
    this.tasks = tasks;
    this.feed = feed;
    this.identifiers = identifiers;
    this.statements = new ReportStatements(database);
    this.runTasks = new RunTasks(database);
  }

  /** An answer, and what is to be thrown instead once the events are kept. */
  private record Answer<T>(T value, @Nullable PipelinesException late) {}

  /** Undoes a call of which a part comes too late. */
  private static final class LateWrite extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Refusal> refusals;

    LateWrite(List<Refusal> refusals) {
      super("a part of the call comes too late");
      this.refusals = refusals;
    }
  }

  /** What is done to one run. */
  private interface Step<T> {
    T take(Recording recording, TaskRecorder recorder) throws SQLException;
  }

  private <T> T about(String runId, TaskGraph graph, Set<String> taskIds, Step<T> step) {
    Answer<T> answer =
        database.writeAbout(runId, session -> inRun(session, runId, graph, taskIds, step));
    feed.appended(runId);
    PipelinesException late = answer.late();
    if (late != null) {
      throw late;
    }
    return answer.value();
  }

  private <T> Answer<T> inRun(
      Session session, String runId, TaskGraph graph, Set<String> taskIds, Step<T> step)
      throws SQLException {
    Recording recording = tasks.recording(session, runId, graph, taskIds);
    var recorder = new TaskRecorder(recording);
    T value = step.take(recording, recorder);
    return new Answer<>(value, recorder.finish().contradiction());
  }

  /** As {@link #inRun}, but nothing of it stays when a part comes too late. */
  private <T> T whollyInRun(
      Session session, String runId, TaskGraph graph, Set<String> taskIds, Step<T> step)
      throws SQLException {
    Recording recording = tasks.recording(session, runId, graph, taskIds);
    var recorder = new TaskRecorder(recording);
    T value = step.take(recording, recorder);
    if (!recorder.refusals().isEmpty()) {
      throw new LateWrite(recorder.refusals());
    }
    recorder.finish();
    return value;
  }

  /** Keeps late writes as events of one run, and throws what the call fails with. */
  private PipelinesException keep(String runId, TaskGraph graph, LateWrite late) {
    try {
      about(
          runId,
          graph,
          Set.of(),
          (_, recorder) -> {
            for (Refusal refusal : late.refusals) {
              recorder.refuse(recorder.require(refusal.taskId()), refusal.late(), refusal.at());
            }
            return true;
          });
    } catch (PipelinesException refused) {
      return refused;
    }
    throw new IllegalStateException("a late write was refused, and then was not", late);
  }

  private ReportRecorder reports(Recording recording, TaskRecorder recorder) {
    return new ReportRecorder(recording, recorder, statements, runTasks, identifiers);
  }

  @Override
  public String create(String runId, TaskGraph graph, TaskCreation creation) {
    String parentId = creation.parentId();
    return about(
        runId,
        graph,
        parentId == null ? Set.of() : Set.of(parentId),
        (recording, recorder) -> reports(recording, recorder).create(creation));
  }

  @Override
  public void update(String runId, TaskGraph graph, Map<String, TaskReport> reports) {
    about(
        runId,
        graph,
        reports.keySet(),
        (recording, recorder) -> {
          reports(recording, recorder).update(reports);
          return true;
        });
  }

  @Override
  public List<KeptArtifact> createArtifacts(
      Map<String, TaskGraph> graphs, List<ReportedArtifact> artifacts) {
    String first = artifacts.isEmpty() ? "" : artifacts.getFirst().runId();
    var current = new AtomicReference<>(first);
    List<KeptArtifact> created;
    try {
      created =
          database.writeAbout(first, session -> createAll(session, graphs, artifacts, current));
    } catch (LateWrite late) {
      String runId = current.get();
      throw keep(runId, Objects.requireNonNull(graphs.get(runId)), late);
    }
    graphs.keySet().forEach(feed::appended);
    return created;
  }

  /** Runs in the order of their ids, so that two calls do not wait for each other. */
  private List<KeptArtifact> createAll(
      Session session,
      Map<String, TaskGraph> graphs,
      List<ReportedArtifact> artifacts,
      AtomicReference<String> current)
      throws SQLException {
    var created = new TreeMap<Integer, KeptArtifact>();
    for (var entry : new TreeMap<>(graphs).entrySet()) {
      current.set(entry.getKey());
      whollyInRun(
          session,
          entry.getKey(),
          entry.getValue(),
          tasksOf(entry.getKey(), artifacts),
          (recording, recorder) -> createOf(recording, recorder, artifacts, created));
    }
    return List.copyOf(created.values());
  }

  private static Set<String> tasksOf(String runId, List<ReportedArtifact> artifacts) {
    return artifacts.stream()
        .filter(artifact -> artifact.runId().equals(runId))
        .map(ReportedArtifact::taskId)
        .collect(Collectors.toSet());
  }

  private boolean createOf(
      Recording recording,
      TaskRecorder recorder,
      List<ReportedArtifact> artifacts,
      Map<Integer, KeptArtifact> created)
      throws SQLException {
    var writer = new ReportedArtifacts(recording, recorder, statements);
    for (int i = 0; i < artifacts.size(); i++) {
      if (artifacts.get(i).runId().equals(recording.ledger().runId())) {
        KeptArtifact standing = writer.create(artifacts.get(i));
        if (standing != null) {
          created.put(i, standing);
        }
      }
    }
    return true;
  }

  @Override
  public List<ArtifactLink> link(
      String runId, TaskGraph graph, List<ArtifactLink> links, Instant at) {
    try {
      return database.writeAbout(
          runId,
          session ->
              whollyInRun(
                  session,
                  runId,
                  graph,
                  links.stream().map(ArtifactLink::taskId).collect(Collectors.toSet()),
                  (recording, recorder) -> linkAll(recording, recorder, links, at)));
    } catch (LateWrite late) {
      throw keep(runId, graph, late);
    }
  }

  private List<ArtifactLink> linkAll(
      Recording recording, TaskRecorder recorder, List<ArtifactLink> links, Instant at)
      throws SQLException {
    var writer = new ReportedArtifacts(recording, recorder, statements);
    var standing = new ArrayList<ArtifactLink>();
    for (ArtifactLink link : links) {
      ArtifactLink made = writer.link(link, at);
      if (made != null) {
        standing.add(made);
      }
    }
    return standing;
  }

  @Override
  public boolean settle(String runId, TaskGraph graph, Instant at) {
    return about(
        runId,
        graph,
        Set.of(),
        (recording, recorder) -> {
          if (recording.ledger().state().isTerminal()) {
            return true;
          }
          ReportRecorder.requireDrivenElsewhere(recording.ledger(), "ending run " + runId);
          ReportRecorder reports = reports(recording, recorder);
          reports.begin(at);
          reports.giveUp(at);
          return new ReportedEnds(recording, recorder, statements, identifiers).settle(at);
        });
  }

  @Override
  public void giveUp(String runId, TaskGraph graph, Instant at) {
    about(
        runId,
        graph,
        Set.of(),
        (recording, recorder) -> {
          if (!recording.ledger().state().isTerminal()) {
            ReportRecorder.requireDrivenElsewhere(recording.ledger(), "ending run " + runId);
            reports(recording, recorder).giveUp(at);
          }
          return true;
        });
  }
}
