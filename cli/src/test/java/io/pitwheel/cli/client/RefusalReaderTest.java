package io.pitwheel.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import org.junit.jupiter.api.Test;

final class RefusalReaderTest {
  @Test
  void takesThePlaceFromTheBadRequestAmongTheDetails() {
    CommandFailure failure =
        RefusalReader.read(
            "creating the run",
            400,
            """
            {"code":3,"message":"no component","details":[
              {"@type":"type.googleapis.com/google.rpc.Status","code":3,"message":"no component"},
              {"@type":"type.googleapis.com/google.rpc.BadRequest",
               "field_violations":[{"field":"root.dag.tasks.a","description":"no component"}]}]}
            """);

    assertThat(failure.exitStatus()).isEqualTo(ExitStatus.REFUSED);
    assertThat(failure.path()).isEqualTo("root.dag.tasks.a");
    assertThat(failure.text()).isEqualTo("root.dag.tasks.a: no component");
  }

  @Test
  void takesThePlaceFromTheMessageElse() {
    CommandFailure failure =
        RefusalReader.read(
            "creating the run",
            400,
            "{\"code\":3,\"message\":\"root.dag.tasks.a.componentRef: \\\"b\\\" is not there\"}");

    assertThat(failure.path()).isEqualTo("root.dag.tasks.a.componentRef");
    assertThat(failure.text()).isEqualTo("root.dag.tasks.a.componentRef: \"b\" is not there");
  }

  @Test
  void callsEverythingElseTrouble() {
    CommandFailure failure =
        RefusalReader.read("creating the run", 503, "{\"code\":14,\"message\":\"disk full\"}");

    assertThat(failure.exitStatus()).isEqualTo(ExitStatus.TROUBLE);
    assertThat(failure).hasMessage("creating the run: the server answered 503: disk full");
  }

  @Test
  void showsTheBodyOfAnAnswerThatIsNoStatus() {
    CommandFailure failure = RefusalReader.read("creating the run", 502, "<html>bad gateway\n");

    assertThat(failure).hasMessageEndingWith("answered 502: <html>bad gateway");
    assertThat(failure.exitStatus()).isEqualTo(ExitStatus.TROUBLE);
  }
}
