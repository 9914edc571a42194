package io.pitwheel.conformance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose server is killed over and over. Its commands append a line to a file of their own in
 * the folder of marks at each launch.
 */
abstract class KilledServerFixture {
  static final String RUN_ID = "11111111-2222-4333-8444-555555555555";
  private static final int MAX_CROSSINGS = 20;

  @TempDir Path folder;

  /** How often a task had been launched when it was first seen to have ended. */
  final Map<String, Integer> launchesAtFirstEnd = new HashMap<>();

  private MortalProgram server = new MortalProgram(DyingServer.class, Path.of(""));

  @BeforeEach
  void makeMarks() throws IOException {
    Files.createDirectory(marks());
    server = new MortalProgram(DyingServer.class, folder);
  }

  Path marks() {
    return folder.resolve("marks");
  }

  /**
   * Starts servers until one of them has seen the run end, and kills as many.
   *
   * @param errand as {@link DyingServer} takes it
   * @return how many were killed before the run had ended
   */
  int serveAndKill(String errand, int kills, Random random)
      throws IOException, InterruptedException {
    int deaths = 0;
    int exit = Countdown.KILLED;
    while (exit == Countdown.KILLED) {
      int crossings = deaths < kills ? random.nextInt(MAX_CROSSINGS) : Integer.MAX_VALUE;
      exit = serve(errand, crossings);
      deaths += exit == Countdown.KILLED ? 1 : 0;
      noteEnded();
    }
    assertThat(exit).as("exit of the last server").isZero();
    return deaths;
  }

  /** One life, which ends at a number of crossings unless the run ends before. */
  int serve(String errand, int crossings) throws IOException, InterruptedException {
    return server.run(arguments(errand, "", crossings));
  }

  /** A life in which nobody dies, with another folder of data, so that the others are short. */
  void rehearse(String request) throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("rehearsal"));
    Files.writeString(folder.resolve("rehearsal/request.json"), request);
    server.rehearse(arguments(DyingServer.RUN, "rehearsal", Integer.MAX_VALUE));
    try (var files = Files.list(marks())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private String[] arguments(String errand, String place, int crossings) {
    return new String[] {
      folder.resolve(place).resolve("data").toString(),
      RUN_ID,
      folder.resolve(place).resolve("request.json").toString(),
      Integer.toString(crossings),
      errand
    };
  }

  /**
   * Called after each life. Remembers how often a task had been launched when it was first seen to
   * have ended.
   */
  void noteEnded() throws IOException {
    Map<String, Integer> launches = launches();
    try (Stores stores = open()) {
      for (Task task : stores.tasks().list(RUN_ID)) {
        if (task.type() == TaskType.RUNTIME && task.state() == TaskState.SUCCEEDED) {
          String name = task.reference().path().lastKey() + task.reference().iteration().last();
          launchesAtFirstEnd.putIfAbsent(name, launches.get(name));
        }
      }
    }
  }

  Stores open() {
    return SqliteStores.open(
        folder.resolve("data/database"), Identifiers.random(), Clock.systemUTC());
  }

  /** Each launch appends a line to the file of its task. */
  Map<String, Integer> launches() throws IOException {
    var launches = new TreeMap<String, Integer>();
    try (var files = Files.list(marks())) {
      for (Path file : files.toList()) {
        launches.put(file.getFileName().toString(), Files.readAllLines(file).size());
      }
    }
    return launches;
  }

  static List<String> processesOfTheRun() throws IOException {
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .filter(process ->
              read(process.resolve("environ").toFile()).contains("PITWHEEL_TASK=" + RUN_ID))
          .map(Path::toString)
          .toList();
    }
  }

  private static String read(File file) {
    try {
      return Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
    } catch (IOException exception) {
      // A process that ended while we looked, or one of another user.
      return "";
    }
  }
}
