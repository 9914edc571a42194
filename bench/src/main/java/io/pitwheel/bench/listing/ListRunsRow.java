package io.pitwheel.bench.listing;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.page.PageRequest;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunQuery;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A page of runs out of few and out of many. */
public final class ListRunsRow implements BenchRow {
  /** Names the sizes instead of those below, such as {@code 1000,1000000}. */
  private static final String SIZES = "PITWHEEL_BENCH_RUNS";

  private static final List<Integer> USUAL_SIZES = List.of(1_000, 100_000);
  private static final List<Integer> CLIENTS = List.of(1, 8);
  private static final int EXPERIMENTS = 10;
  private static final int WARM_UP_REQUESTS = 200;
  private static final int REQUESTS = 800;
  private static final double PERCENTILE = 0.99;

  @Override
  public String name() {
    return "list-runs";
  }

  @Override
  public String definition() {
    return "GET runs, a page of 20, newest first, from a server of its own process that is warm: no"
        + " filter, one of %d experiments, a state, a time; %d requests each"
            .formatted(EXPERIMENTS, REQUESTS)
        + "; the environment variable "
        + SIZES
        + " names other numbers of runs, such as 1000000";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    var figures = new ArrayList<Figure>();
    for (int size : sizes()) {
      Path data = ground.fresh("list-runs");
      try {
        long begin = System.nanoTime();
        Map<String, String> requests = fill(ground, data, size);
        figures.add(
            Figure.single(
                "%,d runs, written".formatted(size), "s", "", (System.nanoTime() - begin) / 1e9));
        figures.addAll(measure(ground, data, size, requests));
      } finally {
        BenchGround.delete(data);
      }
    }
    return figures;
  }

  private static List<Integer> sizes() {
    String named = System.getenv(SIZES);
    return named == null || named.isEmpty()
        ? USUAL_SIZES
        : List.of(named.split(",", -1)).stream().map(Integer::valueOf).toList();
  }

  private static List<Figure> measure(
      BenchGround ground, Path data, int size, Map<String, String> requests)
      throws IOException, InterruptedException {
    var figures = new ArrayList<Figure>();
    try (StandingServer server = StandingServer.start(ground, data)) {
      for (var request : requests.entrySet()) {
        ask(server, request.getValue(), 1, WARM_UP_REQUESTS);
        for (int clients : CLIENTS) {
          List<Double> millis = ask(server, request.getValue(), clients, REQUESTS);
          String name = "%,d runs, %s, %d clients".formatted(size, request.getKey(), clients);
          Collections.sort(millis);
          double late = millis.get((int) (millis.size() * PERCENTILE));
          figures.add(new Figure(name, "ms", "", millis));
          figures.add(Figure.single(name + ", p99", "ms", "< 10", late));
        }
      }
    }
    return figures;
  }

  /** Milliseconds of each request. */
  private static List<Double> ask(StandingServer server, String path, int clients, int count)
      throws InterruptedException, IOException {
    Callable<List<Double>> client =
        () -> {
          var millis = new ArrayList<Double>();
          for (int i = 0; i < count / clients; i++) {
            long begin = System.nanoTime();
            String answer = server.get(path);
            millis.add((System.nanoTime() - begin) / 1e6);
            if (!answer.contains("\"run_id\"")) {
              throw new IOException(path + " answered no run: " + answer);
            }
          }
          return millis;
        };
    var all = new ArrayList<Double>();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      for (Future<List<Double>> samples : threads.invokeAll(Collections.nCopies(clients, client))) {
        all.addAll(samples.get());
      }
    } catch (ExecutionException exception) {
      throw new IOException("asking for " + path, exception.getCause());
    }
    return all;
  }

  /** A database with so many runs; what is asked of it, by name. */
  private static Map<String, String> fill(BenchGround ground, Path data, int size)
      throws IOException, InterruptedException {
    try (StandingServer server = StandingServer.start(ground, data)) {
      server.awaitEnd(
          server.createRun(
              PipelineDocumentReader.read(PipelineTexts.chain(1, "true"))
                  .specification()
                  .document()));
    }
    Path database = data.resolve("database");
    try (Stores stores = SqliteStores.open(database, Identifiers.random(), Clock.systemUTC())) {
      Run example =
          stores.runs().list(new RunQuery("", null, PageRequest.first())).rows().getFirst();
      List<String> experimentIds = experiments(stores);
      StoredRuns.write(stores, example, experimentIds, size - 1);
      return requests(example.creation().createdAt(), size, experimentIds.getFirst());
    }
  }

  private static List<String> experiments(Stores stores) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < EXPERIMENTS; i++) {
      String id = UUID.randomUUID().toString();
      stores
          .experiments()
          .create(
              new io.pitwheel.experiment.Experiment(
                  id, "experiment " + i, "", "", false, Instant.now(), Instant.EPOCH));
      ids.add(id);
    }
    return ids;
  }

  private static Map<String, String> requests(Instant newest, int size, String experimentId) {
    String newestFirst = "runs?page_size=20&sort_by=created_at+desc";
    var requests = new LinkedHashMap<String, String>();
    requests.put("no filter", newestFirst);
    requests.put("experiment", newestFirst + "&experiment_id=" + experimentId);
    requests.put("state", newestFirst + filter("state", "EQUALS", "SUCCEEDED"));
    requests.put("not archived", newestFirst + filter("storage_state", "NOT_EQUALS", "ARCHIVED"));
    String middle = String.valueOf(newest.getEpochSecond() - size / 2);
    requests.put("time", newestFirst + filter("created_at", "LESS_THAN", middle));
    return requests;
  }

  private static String filter(String key, String operation, String value) {
    String filter =
        "{\"predicates\":[{\"key\":\"%s\",\"operation\":\"%s\",\"string_value\":\"%s\"}]}"
            .formatted(key, operation, value);
    return "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
  }
}
