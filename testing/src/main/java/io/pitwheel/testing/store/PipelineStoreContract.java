package io.pitwheel.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.page.RowPredicate.HasTag;
import io.pitwheel.pipeline.NamingChange;
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
    var withoutDocument =
        new PipelineVersion("v", "one", "v", "v", "", "none", "", "", Map.of(), RunFixture.START);

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
  void keepsAPipelineWithoutAVersionUntilOneComes() {
    RunFixture.prepare(ports());
    ports().pipelines().create(pipeline("one", "penguins"));

    assertThat(ports().pipelines().findLatestVersion("one")).isEmpty();
    ports().pipelines().addVersion(version("first", "one", "v1"));
    assertThat(ports().pipelines().findLatestVersion("one")).isPresent();
    assertRefused(
        ErrorCode.ALREADY_EXISTS, () -> ports().pipelines().create(pipeline("two", "penguins")));
  }

  @Test
  void changesDisplayNameAndTagsAndNothingElse() {
    RunFixture.prepare(ports());
    ports().pipelines().create(pipeline("one", "penguins"), version("first", "one", "v1"));

    Pipeline renamed = ports().pipelines().update("one", new NamingChange("Birds", null));
    Pipeline bare = ports().pipelines().update("one", new NamingChange(null, Map.of()));
    PipelineVersion labelled =
        ports().pipelines().updateVersion("first", new NamingChange("1", Map.of("a", "b")));

    assertThat(renamed.displayName()).isEqualTo("Birds");
    assertThat(renamed.tags()).isEqualTo(Map.of("team", "one"));
    assertThat(bare.displayName()).isEqualTo("Birds");
    assertThat(bare.tags()).isEmpty();
    assertThat(labelled.tags()).isEqualTo(Map.of("a", "b"));
    assertThat(labelled.name()).isEqualTo("v1");
    assertThat(ports().pipelines().findVersion("first")).contains(labelled);
    assertRefused(
        ErrorCode.NOT_FOUND, () -> ports().pipelines().update("two", new NamingChange("x", null)));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> ports().pipelines().updateVersion("two", new NamingChange("x", null)));
  }

  @Test
  void filtersByTagsAndByTheTextOfTheDocument() {
    RunFixture.prepare(ports());
    ports().pipelines().create(pipeline("one", "penguins"), version("first", "one", "v1"));
    ports().pipelines().create(pipeline("two", "whales"), version("second", "two", "v1"));
    ports().pipelines().addVersion(version("third", "one", "v2"));

    assertThat(named(new HasTag("team", "two"))).containsExactly("whales");
    assertThat(named(new HasTag("team", "two"), new HasTag("team", "one"))).isEmpty();
    assertThat(versionsOf("one", new HasTag("release", "v2"))).containsExactly("third");
    assertThat(versionsOf("one", new Contains("pipeline_spec", "{}"))).hasSize(2);
    assertThat(versionsOf("one", RowPredicate.equal("status", "READY"))).hasSize(2);
    assertThat(versionsOf("one", RowPredicate.equal("status", "DELETING"))).isEmpty();
  }

  @Test
  void deletesAPipelineWithVersionsOnlyWhenAskedTo() {
    RunFixture.prepare(ports());
    ports().pipelines().create(pipeline("one", "penguins"), version("first", "one", "v1"));

    assertRefused(ErrorCode.FAILED_PRECONDITION, () -> ports().pipelines().delete("one", false));
    assertThat(ports().pipelines().findVersion("first")).isPresent();
    ports().pipelines().delete("one", true);

    assertThat(ports().pipelines().find("one")).isEmpty();
    assertThat(ports().pipelines().findVersion("first")).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().pipelines().delete("one", true));
  }

  @Test
  void deletesAVersionAndThenThePipelineWithoutAny() {
    RunFixture.prepare(ports());
    ports().pipelines().create(pipeline("one", "penguins"), version("first", "one", "v1"));

    ports().pipelines().deleteVersion("first");
    ports().pipelines().delete("one", false);

    assertThat(ports().pipelines().find("one")).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().pipelines().deleteVersion("first"));
    ports().pipelines().create(pipeline("one", "penguins"));
  }

  private List<String> named(RowPredicate... predicates) {
    PageRequest request = PageRequest.firstOf(RowFilter.of(predicates));
    return ports().pipelines().list(RunFixture.NAMESPACE, request).rows().stream()
        .map(Pipeline::name)
        .toList();
  }

  private List<String> versionsOf(String pipelineId, RowPredicate... predicates) {
    PageRequest request = PageRequest.firstOf(RowFilter.of(predicates));
    return ports().pipelines().listVersions(pipelineId, request).rows().stream()
        .map(PipelineVersion::id)
        .toList();
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
        id,
        name,
        name + " shown",
        "described",
        RunFixture.NAMESPACE,
        Map.of("team", id),
        RunFixture.START);
  }

  private static PipelineVersion version(String id, String pipelineId, String name) {
    return new PipelineVersion(
        id,
        pipelineId,
        name,
        name + " shown",
        "described",
        RunFixture.SPECIFICATION_ID,
        "https://example.com/" + name,
        "https://example.com/source",
        Map.of("release", name),
        RunFixture.START);
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }
}
