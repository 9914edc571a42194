package io.pitwheel.engine.argo.driving;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.argo.claim.ClaimTaskPerformer;
import io.pitwheel.engine.argo.driving.RunCall.AskDriver;
import io.pitwheel.engine.argo.driving.RunCall.BeginAttempt;
import io.pitwheel.engine.argo.driving.RunCall.EndAttempt;
import io.pitwheel.engine.argo.driving.RunCall.EndClaim;
import io.pitwheel.engine.argo.driving.SimulatedWorkflow.Node;
import io.pitwheel.engine.argo.driving.SimulatedWorkflow.Phase;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.run.Run;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.TaskReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Moves one run on as a cluster does, in an order that chance makes: nodes ask, some of them twice;
 * pods begin, end, and tell it later than the Workflow sees it; some are lost; the server dies and
 * another goes on from the rows.
 */
final class SimulatedCluster {
  private final DrivenStores stores;
  private final TaskGraph graph;
  private final Random random;
  private final String runId;
  private final Function<Node, LaunchResult> ends;
  private final SimulatedWorkflow workflow;
  private final Map<DriverKey, List<CompletableFuture<DriverAnswer>>> asked = new LinkedHashMap<>();
  private final Map<DriverKey, String> answered = new HashMap<>();
  private final List<EndAttempt> unreported = new ArrayList<>();
  private final List<EndClaim> endedClaims = new ArrayList<>();
  private final ClaimTaskPerformer claims;
  private final StorePatience patience = new StorePatience(new CountDownLatch(1));
  private final Map<DriverKey, Integer> failures = new HashMap<>();
  private final List<DriverKey> launched = new ArrayList<>();
  private DrivenRun server;

  /**
   * @param ends how the pod of a node ends
   */
  SimulatedCluster(
      DrivenStores stores, String runId, Random random, Function<Node, LaunchResult> ends) {
    this.stores = stores;
    this.random = random;
    this.runId = runId;
    this.ends = ends;
    this.claims = new ClaimTaskPerformer(stores.claims(), DrivenStores.NAMESPACE);
    this.graph = stores.parts().graphs().graphOf("digest");
    this.workflow = new SimulatedWorkflow(graph, random.nextInt(3) > 0);
    stores
        .stores()
        .runs()
        .begin(runId, graph.root().children().size(), DrivenStores.CLOCK.instant());
    this.server = takeUp();
    server.turn(List.of());
  }

  private DrivenRun takeUp() {
    Run run = stores.run(runId);
    return new DrivenRun(
        stores.parts(),
        RunSituation.of(stores.parts(), run, graph),
        stores.tasks(runId),
        patience,
        this::perform);
  }

  private void perform(
      DriverKey key, TaskReference task, TaskPlatform platform, CountDownLatch left) {
    claims
        .perform(task, platform, left)
        .map(end -> new EndClaim(key, end))
        .ifPresent(endedClaims::add);
  }

  /** How often a pod of a node has failed, those that were lost included. */
  int failuresOf(Node node) {
    return failures.getOrDefault(node.key(), 0);
  }

  /** Keys of the tasks whose pod was begun, one for each pod that ran. */
  List<DriverKey> launched() {
    return launched;
  }

  void runToTheEnd() {
    workflow.advance();
    while (!workflow.isDone() || !unreported.isEmpty()) {
      List<RunCall> calls = chosen(possible());
      server.turn(calls);
      takeAnswers();
      workflow.advance();
      if (random.nextInt(8) == 0) {
        dieAndTakeUp();
      }
    }
    askForEverythingAgain();
  }

  private void dieAndTakeUp() {
    server.abandon(new PipelinesException(ErrorCode.UNAVAILABLE, "the server of this test dies"));
    asked.clear();
    if (random.nextBoolean()) {
      // Done, but nobody heard of it.
      endedClaims.clear();
    }
    server = takeUp();
    server.turn(List.of());
  }

  /** Something that may happen now, and the calls that come of it. */
  private interface Event {
    List<RunCall> happen();
  }

  private List<Event> possible() {
    var events = new ArrayList<Event>();
    for (Node node : workflow.asking()) {
      if (!asked.containsKey(node.key()) || random.nextInt(5) == 0) {
        events.add(() -> List.of(ask(node)));
      }
    }
    for (Node node : workflow.running()) {
      events.add(node.hasBegun() ? () -> endPod(node) : () -> beginPod(node));
    }
    for (EndAttempt report : List.copyOf(unreported)) {
      events.add(() -> {
        unreported.remove(report);
        return List.of(report);
      });
    }
    for (EndClaim end : List.copyOf(endedClaims)) {
      events.add(() -> {
        endedClaims.remove(end);
        return List.of(end);
      });
    }
    if (events.isEmpty()) {
      throw new AssertionError(
          "the run stands still; asking: "
              + workflow.asking().stream().map(node -> node.key().text()).toList());
    }
    return events;
  }

  private List<RunCall> chosen(List<Event> events) {
    var calls = new ArrayList<RunCall>();
    int first = random.nextInt(events.size());
    for (int i = 0; i < events.size(); i++) {
      if (i == first || random.nextInt(3) == 0) {
        calls.addAll(events.get(i).happen());
      }
    }
    return calls;
  }

  private AskDriver ask(Node node) {
    var answer = new CompletableFuture<DriverAnswer>();
    asked.computeIfAbsent(node.key(), _ -> new ArrayList<>()).add(answer);
    return new AskDriver(node.key(), answer);
  }

  private List<RunCall> beginPod(Node node) {
    var answer = new CompletableFuture<LaunchAnswer>();
    var _ =
        answer.thenAccept(told -> {
          assertThat(told)
              .as("pod of %s", node.key().text())
              .isInstanceOf(LaunchAnswer.Begin.class);
          node.begin();
        });
    launched.add(node.key());
    return List.of(new BeginAttempt(node.key(), node.pod(), answer));
  }

  private List<RunCall> endPod(Node node) {
    int retries = graph.retryPolicyOf(node.task()).maxRetries();
    boolean isLost = failuresOf(node) + 1 < retries && random.nextInt(6) == 0;
    if (isLost) {
      failures.merge(node.key(), 1, Integer::sum);
      node.nextPod();
      return List.of();
    }
    LaunchResult result = ends.apply(node);
    var report = new EndAttempt(node.key(), node.pod(), result, new CompletableFuture<>());
    if (result instanceof LaunchResult.Succeeded) {
      node.end(Phase.SUCCEEDED);
    } else {
      failures.merge(node.key(), 1, Integer::sum);
      if (node.pod() <= retries) {
        node.nextPod();
        return List.of(report);
      }
      node.end(Phase.FAILED);
    }
    if (random.nextInt(3) == 0) {
      unreported.add(report);
      return List.of();
    }
    return random.nextInt(6) == 0 ? List.of(report, again(report)) : List.of(report);
  }

  private static EndAttempt again(EndAttempt report) {
    return new EndAttempt(
        report.key(), report.attempt(), report.result(), new CompletableFuture<>());
  }

  private void takeAnswers() {
    for (Node node : workflow.asking()) {
      List<CompletableFuture<DriverAnswer>> answers = asked.getOrDefault(node.key(), List.of());
      boolean isAnswered = answers.stream().anyMatch(CompletableFuture::isDone);
      if (isAnswered) {
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        List<String> words =
            answers.stream().map(answer -> wordOf(answer.join())).distinct().toList();
        assertThat(words).as("answers about %s", node.key().text()).hasSize(1);
        answered.put(node.key(), words.getFirst());
        asked.remove(node.key());
        workflow.answer(node, answers.getFirst().join());
      }
    }
  }

  private static String wordOf(DriverAnswer answer) {
    return answer.word().orElse("fails");
  }

  /** Another server, at the very end, still says what was said. */
  private void askForEverythingAgain() {
    server = takeUp();
    answered.forEach((key, word) -> {
      var answer = new CompletableFuture<DriverAnswer>();
      server.turn(List.of(new AskDriver(key, answer)));
      assertThat(wordOf(answer.join())).as("answer about %s", key.text()).isEqualTo(word);
    });
  }

  static LaunchResult.Failed failure(Node node) {
    return new LaunchResult.Failed(
        new TaskFailure(ErrorCode.UNKNOWN, "scripted", node.task().path().documentPath()),
        1,
        true,
        List.of());
  }
}
