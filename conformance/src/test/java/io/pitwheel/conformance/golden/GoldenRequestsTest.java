package io.pitwheel.conformance.golden;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.behaviour.Fragment;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.testing.database.TestedDatabase;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends the requests of the files in {@code golden}, one after another, to a server process: once
 * by REST and once, to a server of its own, by gRPC, on each database.
 */
class GoldenRequestsTest {
  private static final String FOLDER = "conformance/src/test/resources/golden/";

  /** Already there, in the wrong state, aborted. */
  private static final Set<Integer> CONFLICTS = Set.of(6, 9, 10);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void areAnsweredByRest(TestedDatabase database) throws Exception {
    ask(database, server -> new RestTransport(server.address()));
  }

  @ParameterizedTest
  @EnumSource
  void areAnsweredByGrpc(TestedDatabase database) throws Exception {
    ask(database, server -> new GrpcTransport(server.grpcAddress()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void askEveryCallForSuccessForTheInvalidAndForWhatIsNotThere(int code) {
    Set<String> asked =
        requests().stream()
            .filter(request -> request.code() == code)
            .map(GoldenRequest::rpc)
            .collect(toSet());

    assertThat(Methods.names())
        .filteredOn(name -> isToBeAsked(name, code))
        .allMatch(asked::contains);
  }

  @Test
  void askEveryCallForEachOfItsConflicts() {
    Map<String, Set<Integer>> asked =
        requests().stream()
            .filter(request -> CONFLICTS.contains(request.code()))
            .collect(
                groupingBy(
                    GoldenRequest::rpc, mapping(GoldenRequest::code, toCollection(TreeSet::new))));

    Map<String, Set<Integer>> possible = conflicts();

    assertThat(possible).containsOnlyKeys(Methods.names());
    assertThat(possible)
        .allSatisfy((call, codes) ->
            assertThat(asked.getOrDefault(call, Set.of())).as(call).isEqualTo(codes));
  }

  /** For every call the codes of conflicts that it can be answered with. */
  private static Map<String, Set<Integer>> conflicts() {
    return Checkout.read(FOLDER + "conflicts.csv")
        .lines()
        .skip(1)
        .map(line -> line.split(";", -1))
        .collect(
            toMap(
                cells -> cells[0],
                cells ->
                    Stream.of(cells[1].split(" "))
                        .filter(code -> !code.isEmpty())
                        .map(Integer::valueOf)
                        .collect(toCollection(TreeSet::new))));
  }

  /** What makes something new, or lists all there is, finds nothing missing. */
  private static boolean isToBeAsked(String name, int code) {
    Set<String> neverMissing =
        Set.of(
            "ExperimentService.CreateExperiment",
            "ExperimentService.ListExperiments",
            "PipelineService.CreatePipeline",
            "PipelineService.CreatePipelineAndVersion",
            "PipelineService.ListPipelines",
            "RunService.ListRuns",
            "RunService.FindCachedTask",
            "ArtifactService.ListArtifacts",
            "ArtifactService.ListArtifactTasks",
            "RecurringRunService.ListRecurringRuns",
            "AuthService.Authorize",
            "HealthzService.GetHealthz");
    Set<String> neverInvalid =
        Set.of(
            "ExperimentService.GetExperiment",
            "ExperimentService.ArchiveExperiment",
            "ExperimentService.UnarchiveExperiment",
            "ExperimentService.DeleteExperiment",
            "PipelineService.GetPipeline",
            "PipelineService.GetPipelineByName",
            "PipelineService.DeletePipeline",
            "PipelineService.GetPipelineVersion",
            "PipelineService.DeletePipelineVersion",
            "RunService.ArchiveRun",
            "RunService.UnarchiveRun",
            "RunService.DeleteRun",
            "RunService.TerminateRun",
            "RunService.RetryRun",
            "RunService.GetTask",
            "ArtifactService.GetArtifact",
            "RecurringRunService.GetRecurringRun",
            "RecurringRunService.EnableRecurringRun",
            "RecurringRunService.DisableRecurringRun",
            "RecurringRunService.DeleteRecurringRun",
            "HealthzService.GetHealthz");
    return !(code == 5 && neverMissing.contains(name) || code == 3 && neverInvalid.contains(name));
  }

  private void ask(TestedDatabase database, Function<Pitwheel.Server, Transport> transports)
      throws Exception {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");
    Path data = Files.createDirectory(folder.resolve("data"));
    Pitwheel.shareEnvironments(data);
    var differences = new ArrayList<String>();
    try (Pitwheel.Server server = Pitwheel.startServer(data, database.variables());
        Transport transport = transports.apply(server)) {
      Map<String, JsonValue> known = new HashMap<>(pipelines());
      for (GoldenRequest request : requests()) {
        GoldenRequest filled = request.with(known);
        if (!filled.awaits().isEmpty()) {
          awaitEnd(server, filled.awaits());
        }
        Answer answer = transport.ask(filled);
        differences.addAll(differences(filled, answer));
        keep(known, filled, answer);
      }
    }

    assertThat(differences).withFailMessage(() -> String.join("\n", differences)).isEmpty();
  }

  private static List<String> differences(GoldenRequest request, Answer answer) {
    String place = request.name() + " (" + request.rpc() + ")";
    var differences = new ArrayList<String>();
    if (answer.code() != request.code()) {
      differences.add(
          "%s: code %d (expected: %d): %s"
              .formatted(place, answer.code(), request.code(), JsonWriter.write(answer.body())));
    }
    if (answer.status() != 0 && answer.status() != request.status()) {
      differences.add(
          "%s: status %d (expected: %d)".formatted(place, answer.status(), request.status()));
    }
    differences.addAll(Fragment.differences(place, request.expected(), answer.body()));
    return differences;
  }

  private static void keep(Map<String, JsonValue> known, GoldenRequest request, Answer answer) {
    if (answer.body() instanceof JsonObject object) {
      request
          .kept()
          .forEach((name, member) ->
              known.put(name, object.members().getOrDefault(member, JsonValue.ofNull())));
    }
  }

  /** The stream of events ends with the run. */
  private static void awaitEnd(Pitwheel.Server server, String runId) throws Exception {
    URI events = URI.create(server.address() + "/apis/v2beta1/runs/" + runId + "/events");
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(HttpRequest.newBuilder(events).build(), BodyHandlers.discarding());
    }
  }

  private static List<GoldenRequest> requests() {
    return Stream.of("experiments", "pipelines", "runs", "tasks", "recurringruns", "server")
        .map(name -> PipelineText.documents(Checkout.read(FOLDER + name + ".yaml")).getFirst())
        .flatMap(document ->
            ((JsonList) document.members().getOrDefault("requests", JsonValue.listOf(List.of())))
                .values().stream())
        .map(row -> GoldenRequest.read((JsonObject) row))
        .toList();
  }

  private static Map<String, JsonValue> pipelines() {
    var pipelines = new HashMap<String, JsonValue>();
    for (String name : List.of("quick", "endless", "failing")) {
      pipelines.put(
          name, PipelineText.documents(Checkout.read(FOLDER + name + ".yaml")).getFirst());
    }
    return pipelines;
  }
}
