package io.pitwheel.engine.argo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.argo.driving.DriverAnswer;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TaskSetAgentTest {
  private static final String WORKFLOW = "workflow";
  private static final String ONE = "{\"phase\":\"Succeeded\",\"outputs\":{\"result\":\"1\"}}";

  private final MemoryTaskSets taskSets = new MemoryTaskSets();
  private final List<String> askedKeys = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<DriverAnswer>> answers = new HashMap<>();
  private final TaskSetAgent agent =
      new TaskSetAgent(taskSets, this::answer, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @AfterEach
  void close() {
    agent.close();
  }

  private CompletableFuture<DriverAnswer> answer(String runId, DriverKey key) {
    askedKeys.add(runId + " " + key.text());
    return answers.getOrDefault(
        key.text(), CompletableFuture.completedFuture(new DriverAnswer.Enter()));
  }

  private void lead() {
    agent.answerFor(MemoryTaskSets.NAMESPACE, WORKFLOW, "run");
  }

  @Test
  void answersWhatIsAskedInOneWrite() throws InterruptedException {
    lead();

    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "1", "n2", "2.0"), true));

    assertThat(nextWrites(2)).isEqualTo(Map.of("n1", ONE, "n2", ONE));
    assertThat(askedKeys).containsExactlyInAnyOrder("run 1", "run 2.0");
  }

  @Test
  void leavesWorkflowsOfOthersAlone() {
    TaskSetView view = taskSets.make(WORKFLOW, Map.of("n1", "1"), true);

    agent.see(view);

    assertThat(askedKeys).isEmpty();
    assertThat(taskSets.writes()).isEmpty();
  }

  @Test
  void labelsATaskSetThatItsControllerWouldNotSee() throws InterruptedException {
    lead();

    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "1"), false));

    nextWrites(1);
    assertThat(taskSets.ask(WORKFLOW, Map.of("n1", "1")).isLabelled()).isTrue();
  }

  @Test
  void asksOnceHoweverOftenItSeesTheSame() throws InterruptedException {
    lead();
    TaskSetView view = taskSets.make(WORKFLOW, Map.of("n1", "1"), true);

    agent.see(view);
    nextWrites(1);
    agent.see(view);
    agent.see(taskSets.ask(WORKFLOW, Map.of("n1", "1", "n2", "2")));

    assertThat(nextWrites(1)).isEqualTo(Map.of("n2", ONE));
    assertThat(askedKeys).containsExactly("run 1", "run 2");
  }

  @Test
  void answersAgainWhatIsAskedAgainAfterItWasGone() throws InterruptedException {
    lead();
    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "1"), true));
    nextWrites(1);
    agent.see(taskSets.ask(WORKFLOW, Map.of()));

    agent.see(taskSets.ask(WORKFLOW, Map.of("n1", "1")));

    assertThat(nextWrites(1)).isEqualTo(Map.of("n1", ONE));
    assertThat(askedKeys).containsExactly("run 1", "run 1");
  }

  @Test
  void keepsWhatIsAskedWhileItWrites() throws InterruptedException {
    lead();
    taskSets.meanwhile(() -> agent.see(taskSets.ask(WORKFLOW, Map.of("n1", "1", "n2", "2"))));

    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "1"), true));

    assertThat(nextWrites(2)).isEqualTo(Map.of("n1", ONE, "n2", ONE));
  }

  @Test
  void neverAnswersANodeThatNoLongerAsks() throws InterruptedException {
    var late = new CompletableFuture<DriverAnswer>();
    answers.put("1", late);
    lead();
    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "1"), true));
    agent.see(taskSets.ask(WORKFLOW, Map.of("n2", "2")));
    assertThat(nextWrites(1)).isEqualTo(Map.of("n2", ONE));

    late.complete(new DriverAnswer.Enter());
    agent.see(taskSets.ask(WORKFLOW, Map.of("n2", "2", "n3", "3")));

    assertThat(nextWrites(1)).isEqualTo(Map.of("n3", ONE));
    assertThat(taskSets.refused()).isEmpty();
  }

  @Test
  void writesToTheNewerVersionWhenItsOwnIsOutOfDate() throws InterruptedException {
    lead();
    TaskSetView old = taskSets.make(WORKFLOW, Map.of("n1", "1"), true);
    TaskSetView now = taskSets.ask(WORKFLOW, Map.of("n1", "1", "n2", "2"));

    agent.see(old);
    agent.see(now);

    assertThat(nextWrites(2)).isEqualTo(Map.of("n1", ONE, "n2", ONE));
  }

  @Test
  void triesAgainWhenNobodyAnswers() throws InterruptedException {
    taskSets.fail(1);
    lead();

    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "1"), true));

    assertThat(nextWrites(1)).isEqualTo(Map.of("n1", ONE));
  }

  @Test
  void boundsTheResultsOfAWrite() throws InterruptedException {
    var asked = new TreeMap<String, String>();
    IntStream.rangeClosed(1, 450)
        .forEach(number -> asked.put("n" + number, String.valueOf(number)));
    lead();

    agent.see(taskSets.make(WORKFLOW, asked, true));

    assertThat(nextWrites(450)).hasSize(450);
    assertThat(largestWrite).isLessThanOrEqualTo(200);
  }

  @Test
  void failsANodeWhoseKeyCannotBeRead() throws InterruptedException {
    lead();

    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "nonsense"), true));

    assertThat(nextWrites(1).get("n1"))
        .startsWith(
            "{\"phase\":\"Failed\",\"message\":\"reading the key of a task: \\\"nonsense\\\"");
    assertThat(askedKeys).isEmpty();
  }

  @Test
  void asksAgainWhenThisServerHadNoAnswer() throws InterruptedException {
    answers.put(
        "1",
        CompletableFuture.failedFuture(
            new PipelinesException(ErrorCode.ABORTED, "another server leads it")));
    lead();
    TaskSetView view = taskSets.make(WORKFLOW, Map.of("n1", "1"), true);
    agent.see(view);
    answers.clear();

    agent.see(view);

    assertThat(nextWrites(1)).isEqualTo(Map.of("n1", ONE));
  }

  @Test
  void answersAWordForEachDecision() throws InterruptedException {
    answers.put("1", CompletableFuture.completedFuture(new DriverAnswer.Rest()));
    answers.put("2", CompletableFuture.completedFuture(new DriverAnswer.Iterate(3)));
    answers.put("3", CompletableFuture.completedFuture(new DriverAnswer.Launch(null)));
    answers.put("4", CompletableFuture.completedFuture(new DriverAnswer.Fail("x".repeat(600))));
    lead();

    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "1", "n2", "2", "n3", "3", "n4", "4"), true));

    Map<String, String> written = nextWrites(4);
    assertThat(written.get("n1")).contains("\"result\":\"0\"");
    assertThat(written.get("n2")).contains("\"result\":\"3\"");
    assertThat(written.get("n3")).isEqualTo(ONE);
    assertThat(written.get("n4"))
        .isEqualTo("{\"phase\":\"Failed\",\"message\":\"%s…\"}".formatted("x".repeat(500)));
    assertThat(Set.copyOf(written.keySet())).hasSize(4);
  }

  @Test
  void answersWithTheFieldsOfAPodOnlyWhereTheyAreAskedFor() throws InterruptedException {
    var executor =
        new ContainerExecutor(
            "python:3.11", List.of(), List.of(), Map.of(), ContainerResources.NONE);
    answers.put(
        "1",
        CompletableFuture.completedFuture(
            new DriverAnswer.Launch(new LaunchTask(TaskValues.NONE, executor, null, ""))));
    lead();

    agent.see(taskSets.make(WORKFLOW, Map.of("n1", "1"), true));
    assertThat(nextWrites(1)).isEqualTo(Map.of("n1", ONE));
    agent.see(taskSets.makeAskingForFields(WORKFLOW, Map.of("n2", "1")));

    assertThat(nextWrites(1).get("n2"))
        .isEqualTo(
            "{\"phase\":\"Succeeded\",\"outputs\":{\"result\":\"1\",\"parameters\":[{\"name\":\"p\","
                + "\"value\":\"{\\\"containers\\\":[{\\\"name\\\":\\\"main\\\","
                + "\\\"image\\\":\\\"python:3.11\\\"}]}\"}]}}");
  }

  private int largestWrite;

  /** What is written next, until so many nodes are answered. */
  private Map<String, String> nextWrites(int nodes) throws InterruptedException {
    var written = new HashMap<String, String>();
    while (written.size() < nodes) {
      JsonObject results = taskSets.writes().poll(20, TimeUnit.SECONDS);
      assertThat(results).as("a write; so far %s", written.keySet()).isNotNull();
      largestWrite = Math.max(largestWrite, results.members().size());
      results.members().forEach((node, result) -> written.put(node, JsonWriter.write(result)));
    }
    return written;
  }

  /** So that the fixed clock is no coincidence: answers are told again only after this. */
  @Test
  void tellsAgainWhatTheControllerDidNotKeep() throws InterruptedException {
    var clock = new MovableClock();
    try (var patient = new TaskSetAgent(taskSets, this::answer, clock)) {
      patient.answerFor(MemoryTaskSets.NAMESPACE, WORKFLOW, "run");
      patient.see(taskSets.make(WORKFLOW, Map.of("n1", "1"), true));
      nextWrites(1);
      TaskSetView cleared = taskSets.make(WORKFLOW, Map.of("n1", "1"), true);
      patient.see(cleared);
      assertThat(taskSets.writes()).isEmpty();

      clock.now = clock.now.plus(Duration.ofMinutes(1));
      patient.see(cleared);

      assertThat(nextWrites(1)).isEqualTo(Map.of("n1", ONE));
    }
  }

  private static final class MovableClock extends Clock {
    private volatile Instant now = Instant.EPOCH;

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
