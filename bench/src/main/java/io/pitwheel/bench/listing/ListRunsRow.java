package io.pitwheel.bench.listing;

import io.pitwheel.bench.database.Databases;
import io.pitwheel.bench.database.MeasuredDatabase;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.store.migration.Migration;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A page of runs out of few and out of many. */
public final class ListRunsRow implements BenchRow {
  private static final List<Integer> SIZES = List.of(1_000, 100_000, 1_000_000);
  private static final List<Integer> CLIENTS = List.of(1, 8);

  /** Out of fewer, and of no size of its own, it is only tried whether all of it works. */
  private static final int FEWEST_MEASURED = 100_000;

  private static final int SMALL_SHARE = 50;
  private static final int WARM_UP_REQUESTS = 2_000;
  private static final int REQUESTS = 1_000;
  private static final double PERCENTILE = 0.99;

  @Override
  public String name() {
    return "list-runs";
  }

  @Override
  public String definition() {
    return """
    GET runs, a page of 20, newest first, from a server of its own process that has answered %d \
    like it: no filter, one of %d experiments, a state, not archived, a time, and an experiment \
    with a state; %d requests each (a fiftieth of them out of other sizes below %d), out of %s \
    runs (--size); filled databases are kept for the next time, until the schema changes\
    """
        .formatted(WARM_UP_REQUESTS, FilledDatabase.EXPERIMENTS, REQUESTS, FEWEST_MEASURED, SIZES);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    var figures = new ArrayList<Figure>();
    int version = Migration.shipped().stream().mapToInt(Migration::version).max().orElseThrow();
    try (Databases databases = Databases.open(ground)) {
      for (int size : ground.sizesOr(SIZES)) {
        String name = FilledDatabase.nameOf(size, version);
        for (MeasuredDatabase database : databases.named(name)) {
          figures.addAll(measure(new FilledDatabase(ground, database, name, size)));
        }
      }
    }
    return figures;
  }

  private static List<Figure> measure(FilledDatabase filled)
      throws IOException, InterruptedException {
    String heading = "%s, %,d runs".formatted(filled.database().product(), filled.runs());
    var figures = new ArrayList<Figure>();
    if (!filled.isThere()) {
      long begin = System.nanoTime();
      filled.fill();
      double seconds = (System.nanoTime() - begin) / 1e9;
      figures.add(Figure.single(heading + ", written", "s", "", seconds));
    }
    figures.addAll(ask(filled, heading));
    return figures;
  }

  private static List<Figure> ask(FilledDatabase filled, String heading)
      throws IOException, InterruptedException {
    var figures = new ArrayList<Figure>();
    try (StandingServer server =
        StandingServer.start(filled.ground(), filled.data(), filled.database().variables())) {
      for (var request : requests(filled.facts(), filled.runs()).entrySet()) {
        ask(server, request.getValue(), 1, share(filled.runs(), WARM_UP_REQUESTS));
        for (int clients : CLIENTS) {
          List<Double> millis =
              ask(server, request.getValue(), clients, share(filled.runs(), REQUESTS));
          String name = "%s, %s, %d clients".formatted(heading, request.getKey(), clients);
          Collections.sort(millis);
          double late = millis.get((int) (millis.size() * PERCENTILE));
          figures.add(new Figure(name, "ms", "", millis));
          figures.add(Figure.single(name + ", p99", "ms", "< 10", late));
        }
      }
    }
    return figures;
  }

  /** How often to ask of so many times. */
  private static int share(int runs, int times) {
    boolean isMeasured = SIZES.contains(runs) || runs >= FEWEST_MEASURED;
    return isMeasured ? times : Math.max(1, times / SMALL_SHARE);
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

  private static Map<String, String> requests(FilledDatabase.Facts facts, int size) {
    String newestFirst = "runs?page_size=20&sort_by=created_at+desc";
    String ofExperiment = newestFirst + "&experiment_id=" + facts.experimentId();
    String succeeded = filter("state", "EQUALS", "SUCCEEDED");
    var requests = new LinkedHashMap<String, String>();
    requests.put("no filter", newestFirst);
    requests.put("experiment", ofExperiment);
    requests.put("state", newestFirst + succeeded);
    requests.put("not archived", newestFirst + filter("storage_state", "NOT_EQUALS", "ARCHIVED"));
    String middle = String.valueOf(facts.newest().getEpochSecond() - size / 2);
    requests.put("time", newestFirst + filter("created_at", "LESS_THAN", middle));
    requests.put("experiment and state", ofExperiment + succeeded);
    return requests;
  }

  private static String filter(String key, String operation, String value) {
    String filter =
        "{\"predicates\":[{\"key\":\"%s\",\"operation\":\"%s\",\"string_value\":\"%s\"}]}"
            .formatted(key, operation, value);
    return "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
  }
}
