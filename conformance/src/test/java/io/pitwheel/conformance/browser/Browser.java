package io.pitwheel.conformance.browser;

import io.pitwheel.conformance.project.CommandRun;
import io.pitwheel.conformance.project.Needed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real browser without a screen.
 *
 * @param command the path of the program
 * @param folder where it keeps its files
 */
record Browser(String command, Path folder) {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration USUAL_TIME = Duration.ofSeconds(10);

  /** The browser of this machine; fails or skips the test when there is none. */
  static Browser require(Path folder) {
    Optional<String> found = find();
    Needed.require(found.isPresent(), "no chromium to open the page with");
    return new Browser(found.orElseThrow(), folder);
  }

  /** The page as its script has made it, once nothing more is to be done for some seconds. */
  String pageAt(String address) {
    return pageAt(address, USUAL_TIME);
  }

  /**
   * As the other, for a page that does something more after a longer time.
   *
   * @param time for the page, which passes at once when there is nothing to be done
   */
  String pageAt(String address, Duration time) {
    List<String> line =
        List.of(
            command,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--user-data-dir=" + folder.resolve("browser"),
            "--virtual-time-budget=" + time.toMillis(),
            "--dump-dom",
            address);
    return CommandRun.of(folder, LIMIT, line).requireSuccess().output();
  }

  private static Optional<String> find() {
    String searched = System.getenv().getOrDefault("PATH", "");
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(searched.split(":", -1)).map(place -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
