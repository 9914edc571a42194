package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StreamRoutesTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private RunningServer server;
  private String runId = "";

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    runId = server.createRun("one");
  }

  @AfterEach
  void stop() {
    // It ends the streams that nobody read to their end.
    server.close();
    client.close();
  }

  @Test
  void sendsWhatHappenedAndWhatHappensAndEndsWithTheRun() throws Exception {
    Iterator<String> lines = follow("").iterator();
    assertThat(frame(lines))
        .containsExactly(
            "id: 1",
            "event: run.state",
            "data: {\"at\":\"2026-01-02T03:04:05.678Z\",\"state\":\"PENDING\"}");

    end(new RunSteps(server, runId).begin());

    assertThat(frame(lines)).contains("id: 2", "event: run.state");
    List<String> last = frame(lines);
    for (int sequence = 3; lines.hasNext(); sequence++) {
      assertThat(last).contains("id: " + sequence, "event: task.state");
      last = frame(lines);
    }
    assertThat(last).contains("event: run.state");
    assertThat(last.get(2)).contains("\"state\":\"SUCCEEDED\"");
  }

  @Test
  void goesOnAfterTheLastEventThatWasSeen() throws Exception {
    end(new RunSteps(server, runId).begin());

    long seen = 5;
    List<String> rest = follow("?after=" + seen).toList();
    long last = seen + rest.stream().filter(line -> line.startsWith("id: ")).count();
    var nothing = server.get("/apis/v2beta1/runs/" + runId + "/events?after=" + last);
    var wrong = server.get("/apis/v2beta1/runs/" + runId + "/events?after=x");

    assertThat(rest).contains("id: 6", "event: run.state").doesNotContain("id: 5");
    assertThat(nothing.statusCode()).isEqualTo(204);
    assertThat(wrong.statusCode()).isEqualTo(400);
  }

  @Test
  void sendsWhatHappensToTheRunsOfAListAndGoesOnAfterTheLastEvent() throws Exception {
    String other = server.createRun("two");
    String query = "?run_id=" + runId + "&run_id=" + other;
    Iterator<String> lines = lines("/apis/v2beta1/runs/events" + query).iterator();
    assertThat(List.of(frame(lines).getLast(), frame(lines).getLast()))
        .allSatisfy(data -> assertThat(data).contains("\"state\":\"PENDING\"", "\"sequence\":1"))
        .anySatisfy(data -> assertThat(data).contains("\"run_id\":\"" + runId))
        .anySatisfy(data -> assertThat(data).contains("\"run_id\":\"" + other));

    new RunSteps(server, other).begin();

    List<String> begun = frame(lines);
    assertThat(begun.getFirst()).isIn("id: 1.2", "id: 2.1");
    assertThat(begun.getLast()).contains("\"run_id\":\"" + other, "\"state\":\"RUNNING\"");
    String after = "&after=" + frame(lines).getFirst().substring("id: ".length());
    new RunSteps(server, runId).begin();
    assertThat(frame(lines("/apis/v2beta1/runs/events" + query + after).iterator()).getLast())
        .contains("\"run_id\":\"" + runId, "\"sequence\":2");
  }

  @Test
  void findsTheRunsOfAListThatAreMadeWhileItIsFollowed() throws Exception {
    String path = "/apis/v2beta1/runs/events?namespace=";
    Iterator<String> lines = lines(path + "&run_id=" + runId).iterator();
    assertThat(frame(lines).getLast()).contains("\"run_id\":\"" + runId);

    String other = server.createRun("two");

    List<String> found = frame(lines);
    assertThat(found.getLast()).contains("\"run_id\":\"" + other, "\"state\":\"PENDING\"");
    new RunSteps(server, other).begin();
    assertThat(frame(lines).getLast()).contains("\"run_id\":\"" + other, "RUNNING");
    String after = "&after=" + found.getFirst().substring("id: ".length());
    Iterator<String> again = lines(path + "&run_id=" + runId + after).iterator();
    assertThat(frame(again).getLast()).contains("\"run_id\":\"" + other, "\"sequence\":2");
    String third = server.createRun("three");
    assertThat(frameOf(third, lines)).contains("\"sequence\":1");
    assertThat(frameOf(third, again)).contains("\"sequence\":1");
    Iterator<String> unnamed = lines(path).iterator();
    String fourth = server.createRun("four");
    assertThat(frame(unnamed).getLast()).contains("\"run_id\":\"" + fourth, "\"sequence\":1");
  }

  @Test
  void tellsThatAListHasGrownBeyondItsBound() throws Exception {
    Iterator<String> lines = lines("/apis/v2beta1/runs/events?namespace=").iterator();
    String oldest = server.createRun("oldest");
    assertThat(frame(lines).getLast()).contains(oldest);
    for (int number = 1; number <= 100; number++) {
      server.createRun("run " + number);
    }

    List<String> frame = frame(lines);
    while (!frame.get(1).equals("event: list.full")) {
      frame = frame(lines);
    }

    assertThat(frame.getLast())
        .isEqualTo("data: {\"bound\":100,\"left\":[\"%s\"]}".formatted(oldest));
    assertThat(frame.getFirst()).startsWith("id: ~").doesNotContain(oldest);
  }

  @Test
  void refusesAListThatIsNone() {
    assertThat(server.get("/apis/v2beta1/runs/events").statusCode()).isEqualTo(400);
    assertThat(server.get("/apis/v2beta1/runs/events?run_id=none").statusCode()).isEqualTo(404);
    assertThat(server.get("/apis/v2beta1/runs/events?after=1.1&run_id=" + runId).statusCode())
        .isEqualTo(400);
  }

  @Test
  void endsItsStreamsWhenTheServerStops() throws Exception {
    Stream<String> lines = follow("");

    server.handle().close();

    assertThat(lines).contains("id: 1");
  }

  @Test
  void sendsALogFromAnOffsetAndOfAnAttempt() {
    var steps = new RunSteps(server, runId).begin().start("greet");
    server.print("greet", 1, "hello\nworld\n");
    String logs = "/apis/v2beta1/runs/" + runId + "/tasks/" + steps.taskId("greet") + "/logs";

    assertThat(server.get(logs).body()).isEqualTo("hello\nworld\n");
    assertThat(server.get(logs + "?offset=6").body()).isEqualTo("world\n");
    assertThat(server.get(logs + "?offset=600").body()).isEmpty();
    assertThat(server.get(logs + "?attempt=1").body()).isEqualTo("hello\nworld\n");
    for (String kind : List.of("user", "system")) {
      var never = server.get(logs + "?attempt=2&kind=" + kind);
      assertThat(never.statusCode()).isEqualTo(404);
      assertThat(never.body()).contains("has no attempt 2 (expected: 1, its only one)");
    }
    assertThat(server.get(logs).headers().firstValue("content-type"))
        .hasValue("text/plain; charset=utf-8");
    assertThat(server.get(logs + "?kind=system").body())
        .contains("\"message\":\"decided by a test\"", "\"message\":\"attempt 1 began\"");
    String explanation = "/apis/v2beta1/runs/" + runId + "/tasks:explain?path=";
    assertThat(server.get(explanation + "greet").body())
        .contains("\"decision\":\"decided by a test\"", "\"state\":\"RUNNING\"");
    assertThat(server.get(explanation + "greet%5B1%5D").statusCode()).isEqualTo(404);
    assertThat(server.get(explanation + "nowhere").body()).contains("nothing was decided there");
    assertThat(server.get(explanation + "a%5B").statusCode()).isEqualTo(400);
    assertThat(server.get(logs + "?kind=other").statusCode()).isEqualTo(400);
    assertThat(server.get(logs + "?offset=-1").statusCode()).isEqualTo(400);
  }

  @Test
  void sendsALogUnderTheAddressOfTheOlderApi() {
    var steps = new RunSteps(server, runId).begin().start("greet");
    server.print("greet", 1, "hello\nworld\n");
    String nodes = "/apis/v1alpha1/runs/" + runId + "/nodes/";
    String log = nodes + steps.taskId("greet") + "/log";

    assertThat(server.get(log).body()).isEqualTo("hello\nworld\n");
    assertThat(server.get(log + "?offset=6").body()).isEqualTo("world\n");
    assertThat(server.get(nodes + "some-pod/log").statusCode()).isEqualTo(404);
    assertThat(server.get(nodes + "some-pod/log").body()).contains("some-pod");
  }

  @Test
  void followsALogUntilItsTaskHasEnded() throws Exception {
    var steps = new RunSteps(server, runId).begin().start("greet");
    server.print("greet", 1, "hello\n");
    Iterator<String> lines =
        lines(
                "/apis/v2beta1/runs/"
                    + runId
                    + "/tasks/"
                    + steps.taskId("greet")
                    + "/logs?follow=true")
            .iterator();
    assertThat(lines.next()).isEqualTo("hello");

    server.print("greet", 1, "hello\nworld\n");
    assertThat(lines.next()).isEqualTo("world");
    steps.succeed(TaskValues.NONE, "greet");

    assertThat(lines).isExhausted();
  }

  @Test
  void followsASystemLogUntilItsTaskHasEnded() throws Exception {
    var steps = new RunSteps(server, runId).begin().start("greet");
    String logs = "/apis/v2beta1/runs/" + runId + "/tasks/" + steps.taskId("greet") + "/logs";
    Iterator<String> lines = lines(logs + "?kind=system&follow=true").iterator();
    assertThat(lines.next()).contains("decided by a test");
    assertThat(lines.next()).contains("\"started\"");
    assertThat(lines.next()).contains("attempt 1 began");

    steps.succeed(TaskValues.NONE, "greet");

    assertThat(lines.next()).contains("attempt 1 ended");
    assertThat(lines.next()).contains("ended SUCCEEDED");
    assertThat(lines).isExhausted();
  }

  @Test
  void refusesTheLogOfAnAttemptThatIsNotKeptHere() {
    var steps = new RunSteps(server, runId).begin().start("greet");
    steps.succeed(TaskValues.NONE, "greet");
    String logs = "/apis/v2beta1/runs/" + runId + "/tasks/" + steps.taskId("greet") + "/logs";

    var answer = server.get(logs);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("is not kept here");
  }

  private static void end(RunSteps steps) {
    steps
        .start("greet")
        .succeed(TaskValues.NONE, "greet")
        .skip(SkipReason.CONDITION_FALSE, "branch");
  }

  /** What is said of a run, after what is said of others. */
  private static String frameOf(String runId, Iterator<String> lines) {
    String data = frame(lines).getLast();
    while (!data.contains(runId)) {
      data = frame(lines).getLast();
    }
    return data;
  }

  private static List<String> frame(Iterator<String> lines) {
    var frame = List.of(lines.next(), lines.next(), lines.next());
    assertThat(lines.next()).isEmpty();
    return frame;
  }

  private Stream<String> follow(String query) throws IOException, InterruptedException {
    return lines("/apis/v2beta1/runs/" + runId + "/events" + query);
  }

  private Stream<String> lines(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.uri(path));
    return client.send(request.build(), BodyHandlers.ofLines()).body();
  }
}
