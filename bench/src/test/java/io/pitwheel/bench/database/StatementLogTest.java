package io.pitwheel.bench.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementLogTest {
  @Test
  void readsWhatWasAskedSinceAMoment(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "7 LOG:  execute S_1: select 1\n");
    var log = new StatementLog(file);
    long moment = log.end();

    Files.writeString(
        file,
        """
        7 LOG:  execute S_1: select 1
        7 LOG:  execute <unnamed>: begin
        7 LOG:  execute S_2: insert into "events" values ($1, $2, $3)
        7 DETAIL:  parameters: $1 = 'it''s: $2 = ''x''', $2 = NULL, $3 = 'two
        \tlines'
        8 LOG:  checkpoint starting: time
        7 LOG:  execute <unnamed>:\s
        7 LOG:  execute S_3: commit
        """);

    assertThat(log.after(moment))
        .containsExactly(
            new LoggedStatement("begin", List.of()),
            new LoggedStatement(
                "insert into \"events\" values ($1, $2, $3)",
                List.of("'it''s: $2 = ''x'''", "NULL", "'two\nlines'")),
            new LoggedStatement("commit", List.of()));
  }
}
