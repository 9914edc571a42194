package io.pitwheel.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuilderStarterTest extends CommandStarterContract {
  @Override
  CommandStarter starter() {
    return new BuilderStarter("/usr/bin:/bin");
  }

  @Test
  void goesWithoutASessionWhereTheHostCannotMakeOne() throws IOException, InterruptedException {
    var starter = new BuilderStarter("/nowhere");

    Process process =
        starter.start(
            new CommandRequest(
                List.of("sh", "-c", "sleep 1000 & sleep 1000"), folder, environment(), null));

    ProcessFamily family = starter.familyOf(process);
    assertThat(family).isInstanceOf(ProcessFamily.Descendants.class);
    family.kill();
    assertThat(process.waitFor()).isEqualTo(128 + 9);
  }
}
