package io.pitwheel.conformance.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.CommandRun;
import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command lines that the program prints must work as they are. */
class PrintedHintsTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String HINT = "all of it: ";

  @Test
  void showsTheLogByTheVeryLineThatAFailedRunPrints(@TempDir Path folder) {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start");
    Path pipeline =
        Checkout.root().resolve("conformance/src/test/resources/terminal/failing_loop.yaml");
    Path data = folder.resolve("my data");

    CommandRun run =
        Pitwheel.run(LIMIT, List.of("run", pipeline.toString(), "--data", data.toString()));
    assertThat(run.exitCode()).as(run.error()).isEqualTo(1);
    Optional<String> hint =
        run.output()
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith(HINT))
            .map(line -> line.substring(HINT.length()))
            .findFirst();
    assertThat(hint).as(run.output()).isPresent();
    CommandRun logs =
        CommandRun.of(Checkout.root(), LIMIT, List.of("sh", "-c", hint.orElseThrow()))
            .requireSuccess();

    assertThat(hint).get().asString().contains("'for-loop-1/measure[1]'");
    assertThat(logs.output()).isEqualTo("depth 2 was measured\n");
  }
}
