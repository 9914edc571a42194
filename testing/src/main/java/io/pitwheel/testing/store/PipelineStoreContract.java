package io.pitwheel.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.PageRequest;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every store of pipelines, versions and their documents does. */
public abstract class PipelineStoreContract extends StoreContract {
  @Test
  void keepsAPipelineWithItsFirstVersion() {
    RunFixture.prepare(ports());
    Pipeline pipeline = pipeline("one", "penguins");
    PipelineVersion version = version("first", "one", "v1");

    ports().pipelines().create(pipeline, version);

    assertThat(ports().pipelines().find("one")).contains(pipeline);
    assertThat(ports().pipelines().findByName(RunFixture.NAMESPACE, "penguins")).contains(pipeline);
    assertThat(ports().pipelines().findByName("other", "penguins")).isEmpty();
    assertThat(ports().pipelines().findVersion("first")).contains(version);
    assertThat(ports().pipelines().list(RunFixture.NAMESPACE, PageRequest.first()).rows())
        .containsExactly(pipeline);
  }

  @Test
  void refusesATakenNameAndKeepsNothingOfIt() {
    RunFixture.prepare(ports());
    ports().pipelines().create(pipeline("one", "penguins"), version("first", "one", "v1"));

    assertRefused(
        ErrorCode.ALREADY_EXISTS,
        () -> ports().pipelines().create(pipeline("two", "penguins"), version("x", "two", "v1")));
    assertRefused(
        ErrorCode.ALREADY_EXISTS,
        () -> ports().pipelines().addVersion(version("second", "one", "v1")));

    assertThat(ports().pipelines().find("two")).isEmpty();
    assertThat(ports().pipelines().findVersion("second")).isEmpty();
  }

  @Test
  void refusesVersionsOfNothing() {
    RunFixture.prepare(ports());
    PipelineVersion fine = version("first", "one", "v1");
    var withoutDocument = new PipelineVersion("v", "one", "v", "v", "", "none", RunFixture.START);

    assertRefused(ErrorCode.NOT_FOUND, () -> ports().pipelines().addVersion(fine));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> ports().pipelines().create(pipeline("one", "penguins"), withoutDocument));

    assertThat(ports().pipelines().find("one")).isEmpty();
  }

  @Test
  void findsTheVersionMadeLastEvenWithinOneMillisecond() {
    RunFixture.prepare(ports());
    ports().pipelines().create(pipeline("one", "penguins"), version("z", "one", "v1"));
    ports().pipelines().addVersion(version("a", "one", "v2"));

    assertThat(ports().pipelines().findLatestVersion("one")).map(PipelineVersion::id).contains("a");
    assertThat(ports().pipelines().listVersions("one", PageRequest.first()).rows())
        .extracting(PipelineVersion::id)
        .containsExactly("a", "z");
    assertThat(ports().pipelines().findLatestVersion("two")).isEmpty();
  }

  @Test
  void keepsOneCopyOfADocument() {
    var document =
        new JsonObject(
            Map.of("tasks", JsonValue.listOf(List.of(JsonValue.of(1.5), JsonValue.ofNull()))));
    var stored =
        new StoredSpecification(
            "b".repeat(64), document, JsonObject.EMPTY, List.of("root", "root.train"));

    ports().specifications().keep(stored, RunFixture.START);
    ports().specifications().keep(stored, RunFixture.START);

    assertThat(ports().specifications().find(stored.id())).contains(stored);
    assertThat(ports().specifications().find("c".repeat(64))).isEmpty();
  }

  private static Pipeline pipeline(String id, String name) {
    return new Pipeline(
        id, name, name + " shown", "described", RunFixture.NAMESPACE, RunFixture.START);
  }

  private static PipelineVersion version(String id, String pipelineId, String name) {
    return new PipelineVersion(
        id,
        pipelineId,
        name,
        name + " shown",
        "described",
        RunFixture.SPECIFICATION_ID,
        RunFixture.START);
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }
}
