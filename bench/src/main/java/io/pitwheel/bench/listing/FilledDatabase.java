package io.pitwheel.bench.listing;

import io.pitwheel.bench.database.MeasuredDatabase;
import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.experiment.Experiment;
import io.pitwheel.page.PageRequest;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunQuery;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A database with many runs, which is kept from one bench to the next.
 *
 * @param name of one in a cluster, by {@link #nameOf}
 */
record FilledDatabase(BenchGround ground, MeasuredDatabase database, String name, int runs) {
  static final int EXPERIMENTS = 10;

  private static final String MARK = "filled";

  /**
   * What has to be known to ask for its runs.
   *
   * @param newest when the newest run was made
   * @param experimentId of one of the experiments, which all have as many runs
   */
  record Facts(Instant newest, String experimentId) {}

  /**
   * @param version of the schema
   */
  static String nameOf(int runs, int version) {
    return "runs_%d_%d".formatted(runs, version);
  }

  /** The data folder of its server. */
  Path data() {
    return folder().resolve(name);
  }

  private Path folder() {
    return ground.folder().resolve("kept").resolve(database.product().toLowerCase(Locale.ROOT));
  }

  /** Whether it was filled to the end. */
  boolean isThere() throws IOException, InterruptedException {
    return Files.exists(data().resolve(MARK)) && database.isThere();
  }

  Facts facts() throws IOException {
    String[] words = Files.readString(data().resolve(MARK)).split(" ", -1);
    return new Facts(Instant.parse(words[0]), words[1]);
  }

  /** Fills it; what was there before, and those of other versions of the schema, are gone. */
  void fill() throws IOException, InterruptedException {
    removeOutdated();
    database.makeEmpty();
    writeExample();
    try (Stores stores = database.stores(data())) {
      Run example =
          stores.runs().list(new RunQuery("", null, PageRequest.first())).rows().getFirst();
      List<String> experimentIds = experiments(stores);
      StoredRuns.write(stores, example, experimentIds, runs - 1);
      database.settle();
      Files.writeString(
          data().resolve(MARK), example.creation().createdAt() + " " + experimentIds.getFirst());
    }
  }

  private void removeOutdated() throws IOException, InterruptedException {
    Files.createDirectories(folder());
    List<Path> outdated;
    try (Stream<Path> kept = Files.list(folder())) {
      outdated = kept.filter(path -> isOfItsSize(path.getFileName().toString())).toList();
    }
    for (Path data : outdated) {
      BenchGround.delete(data);
    }
    database.dropOthers(this::isOfItsSize);
  }

  private boolean isOfItsSize(String other) {
    return other.startsWith("runs_%d_".formatted(runs));
  }

  private void writeExample() throws IOException, InterruptedException {
    try (StandingServer server = StandingServer.start(ground, data(), database.variables())) {
      server.awaitEnd(
          server.createRun(
              PipelineDocumentReader.read(PipelineTexts.chain(1, "true"))
                  .specification()
                  .document()));
    }
  }

  private static List<String> experiments(Stores stores) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < EXPERIMENTS; i++) {
      String id = UUID.randomUUID().toString();
      stores
          .experiments()
          .create(
              new Experiment(id, "experiment " + i, "", "", false, Instant.now(), Instant.EPOCH));
      ids.add(id);
    }
    return ids;
  }
}
