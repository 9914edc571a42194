package io.pitwheel.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.bench.database.LoggedStatement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayScriptTest {
  private static final String FIRST = "'11111111-1111-4111-8111-111111111111'";
  private static final String SECOND = "'22222222-2222-4222-8222-222222222222'";

  @Test
  void givesEachExecutionItsOwnOfWhatDiffers() {
    String script =
        ReplayScript.of(
            List.of(
                List.of(
                    insert("'7'", FIRST, "'{\"at\":1}'"), new LoggedStatement("commit", List.of())),
                List.of(
                    insert("'10'", SECOND, "'{\"at\":2}'"),
                    new LoggedStatement("commit", List.of()))),
            Map.of("'run-1'", "('run-' || :run::text)"));

    assertThat(script)
        .endsWith(
            """
            \\set v0 7 + :n * 3
            insert into t values (:v0, ('00000000-0000-4000-a000-' || lpad(:n::text, 12, '0')), ('run-' || :run::text), E'{"at"\\x3a1}');
            commit;
            """);
  }

  @Test
  void leavesOutWhatAServerAsksOnItsOwnAccount() {
    var usual = List.of(new LoggedStatement("select 1", List.of()));
    var disturbed =
        List.of(
            new LoggedStatement("select 1", List.of()),
            new LoggedStatement("select due from submissions", List.of()));

    String script = ReplayScript.of(List.of(usual, usual, disturbed, usual), Map.of());

    assertThat(script).contains("select 1;").doesNotContain("submissions");
  }

  @Test
  void refusesSamplesThatHaveNothingInCommon() {
    var one = List.of(new LoggedStatement("select 1", List.of()));
    var other = List.of(new LoggedStatement("select 2", List.of()));

    assertThatThrownBy(() -> ReplayScript.of(List.of(one, other, one, other), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no two of 4 samples");
  }

  private static LoggedStatement insert(String number, String id, String details) {
    return new LoggedStatement(
        "insert into t values ($1, $2, $3, $4)", List.of(number, id, "'run-1'", details));
  }
}
