package io.pitwheel.testing.store.report;

import static io.pitwheel.testing.store.report.ReportFixture.report;
import static io.pitwheel.testing.store.report.ReportedPipelines.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.FieldValue;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.Comparison;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.page.RowPredicate.HasTag;
import io.pitwheel.page.RowPredicate.IsOneOf;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ReportedArtifact;
import io.pitwheel.testing.page.PageWalk;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.testing.store.StoreContract;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every {@link io.pitwheel.artifact.ArtifactStore} lists. */
public abstract class ArtifactListingContract extends StoreContract {
  private static final String OTHER_NAMESPACE = "other";
  private static final List<String> FIELDS =
      List.of(
          "artifact_id",
          "name",
          "description",
          "uri",
          "type",
          "schema_title",
          "namespace",
          "metadata",
          "number_value",
          "created_at");

  private @Nullable ReportFixture run;
  private String taskId = "";

  @BeforeEach
  void beginTask() {
    run = ReportFixture.create(ports(), CHAIN);
    taskId = run.create("make", run.root(), report(TaskState.RUNNING));
  }

  @Test
  void listsAllThatIsKept() {
    KeptArtifact metric =
        described(
            kept("accuracy", 1, "system.Metrics", "", "{\"accuracy\": 0.25}"), "of birds", 0.25);
    KeptArtifact model =
        described(
            kept("model", 2, "system.Model", "s3://b/🐧", "{\"a\": {\"b\": [1, null]}}"), "", null);
    create(metric, model);

    assertThat(list(RunFixture.NAMESPACE, PageRequest.first()).rows())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("namespace")
        .containsExactly(metric, model);
    assertThat(ports().artifacts().findKept(model.artifact().id()))
        .contains(list(RunFixture.NAMESPACE, PageRequest.first()).rows().getLast());
  }

  @Test
  void listsWhatIsOfTheNamespaceAlone() {
    create("ours", 0);
    run = ReportFixture.create(ports(), CHAIN, OTHER_NAMESPACE);
    taskId = run.create("make", run.root(), report(TaskState.RUNNING));
    create("theirs", 1);

    assertThat(names()).containsExactly("ours");
    assertThat(list(OTHER_NAMESPACE, PageRequest.first()).rows())
        .extracting(row -> row.artifact().name())
        .containsExactly("theirs");
    assertThat(list("", PageRequest.first()).rows()).isEmpty();
    assertThat(list("", PageRequest.first()).totalSize()).isZero();
    assertThat(names(text("namespace", Comparison.EQUAL, OTHER_NAMESPACE))).isEmpty();
  }

  @Test
  void comparesTextExactly() {
    create("Model", 0);
    create("model", 1);
    create("set", 2);

    assertThat(names(text("name", Comparison.EQUAL, "model"))).containsExactly("model");
    assertThat(names(text("name", Comparison.NOT_EQUAL, "model"))).containsExactly("Model", "set");
    assertThat(names(text("name", Comparison.GREATER, "model"))).containsExactly("set");
    assertThat(names(text("name", Comparison.LESS, "model"))).containsExactly("Model");
    assertThat(names(text("uri", Comparison.EQUAL, "s3://bucket/set"))).containsExactly("set");
    assertThat(names(new IsOneOf("uri", texts("s3://bucket/Model", "none"))))
        .containsExactly("Model");
    assertThat(names(new IsOneOf("name", List.of()))).isEmpty();
  }

  @Test
  void findsAPartInAnyCaseAndTakesSignsOfPatternsForThemselves() {
    create("100% Done", 0);
    create("100 done", 1);
    create("a!b'\"; drop table artifacts; --", 2);

    assertThat(names(new Contains("name", "DONE"))).hasSize(2);
    assertThat(names(new Contains("uri", "0%"))).containsExactly("100% Done");
    assertThat(names(new Contains("description", "a_b"))).isEmpty();
    assertThat(names(new Contains("uri", "!b'\"; drop table artifacts; --"))).hasSize(1);
  }

  @Test
  void choosesAmongTypesAndTakesEveryOtherTitleForAnArtifact() {
    create(
        titled("model", 0, "system.Model"),
        titled("metric", 1, "system.Metrics"),
        titled("plain", 2, "system.Artifact"),
        titled("own", 3, "company.Model"));

    assertThat(names(text("type", Comparison.EQUAL, "MODEL"))).containsExactly("model");
    assertThat(names(text("type", Comparison.EQUAL, "ARTIFACT"))).containsExactly("plain", "own");
    assertThat(names(text("type", Comparison.NOT_EQUAL, "METRIC")))
        .containsExactly("model", "plain", "own");
    assertThat(names(new IsOneOf("type", texts("METRIC", "MODEL")))).hasSize(2);
    assertThat(names(text("schema_title", Comparison.EQUAL, "company.Model")))
        .containsExactly("own");
  }

  @Test
  void comparesTimesInWholeSeconds() {
    create("first", 0);
    create("second", 1);
    Instant second = RunFixture.START.plusSeconds(1);

    assertThat(names(time(Comparison.EQUAL, second))).containsExactly("second");
    assertThat(names(time(Comparison.LESS, second))).containsExactly("first");
    assertThat(names(time(Comparison.GREATER_OR_EQUAL, second))).containsExactly("second");
    assertThat(names(time(Comparison.LESS, second), text("name", Comparison.EQUAL, "second")))
        .isEmpty();
  }

  @Test
  void pagesThroughAllWhateverTheyAreSortedByAndHowever() {
    for (int i = 0; i < 5; i++) {
      // Two that are the same in everything would be one.
      String metadata = "{\"row\": %d}".formatted(i);
      String title = i == 3 ? "system.Model" : "system.Dataset";
      create(kept("same", i / 2, title, "s3://bucket/same", metadata));
    }

    for (String field : FIELDS) {
      for (boolean isDescending : List.of(false, true)) {
        assertThat(pages(field, isDescending)).as(field).hasSize(5).doesNotHaveDuplicates();
      }
    }
  }

  /** Apart only at their ends, while only their beginnings are sorted. */
  @Test
  void pagesThroughLongTexts() {
    String uri = "s3://bucket/" + "🐧".repeat(1_000);
    String description = "x".repeat(15_000);
    for (String end : List.of("a", "b", "c")) {
      KeptArtifact plain = kept(end, 0, "system.Model", uri + end, "{}");
      create(described(plain, description + end, null));
    }

    assertThat(sorted("uri", true)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(sorted("description", false)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(names(text("uri", Comparison.EQUAL, uri + "b"))).containsExactly("b");
    assertThat(names(text("description", Comparison.EQUAL, description + "c")))
        .containsExactly("c");
  }

  @Test
  void sortsTextsByTheirCharactersAndTimesByTheMillisecond() {
    create("b", 0);
    create("B", 1);
    create("ä", 2);
    create("a", 3);

    assertThat(sorted("name", false)).containsExactly("B", "a", "b", "ä");
    assertThat(sorted("uri", true)).containsExactly("ä", "b", "a", "B");
    assertThat(sorted("created_at", true)).containsExactly("a", "ä", "B", "b");
  }

  @Test
  void findsArtifactsByTheirNumber() {
    createMetrics();

    assertThat(names(numeric(Comparison.EQUAL, 1 / 3.0))).containsExactly("third");
    assertThat(names(numeric(Comparison.NOT_EQUAL, 0.5)))
        .containsExactly("large", "small", "third");
    assertThat(names(numeric(Comparison.GREATER, 0.5))).containsExactly("large");
    assertThat(names(numeric(Comparison.GREATER_OR_EQUAL, 0.5))).containsExactly("half", "large");
    assertThat(names(numeric(Comparison.LESS, 0))).containsExactly("small");
    assertThat(names(numeric(Comparison.LESS_OR_EQUAL, 0.5)))
        .containsExactly("half", "small", "third");
    assertThat(
            names(
                new IsOneOf(
                    "number_value",
                    List.of(new FieldValue.Numeric(0.5), new FieldValue.Numeric(-1e-7)))))
        .containsExactly("half", "small");
  }

  @Test
  void sortsArtifactsByTheirNumberThoseWithoutFirst() {
    createMetrics();

    assertThat(sorted("number_value", false))
        .containsExactly("none", "small", "third", "half", "large");
    assertThat(sorted("number_value", true))
        .containsExactly("large", "half", "third", "small", "none");
  }

  @Test
  void findsAndSortsArtifactsByTheTextOfTheirMetadata() {
    createMetrics();

    assertThat(names(new Contains("metadata", "\"stage\":\"gold\""))).containsExactly("half");
    assertThat(names(new Contains("metadata", "gold"))).containsExactly("half", "small");
    assertThat(names(new Contains("metadata", "0%"))).containsExactly("small");
    assertThat(names(RowPredicate.equal("metadata", "{\"stage\":\"tin\"}")))
        .containsExactly("third");
    assertThat(names(RowPredicate.equal("metadata", "{}"))).containsExactly("none");
    assertThat(sorted("metadata", false)).hasSize(5).containsSubsequence("large", "third");
  }

  @Test
  void refusesAnArtifactsNumberBesideText() {
    createMetrics();

    assertRefused(text("number_value", Comparison.EQUAL, "0.5"), "a number");
    assertRefused(new Contains("number_value", "0"), "a number");
  }

  @Test
  void refusesWhatAFieldCannotAnswer() {
    create("one", 0);

    assertRefused(text("colour", Comparison.EQUAL, "red"), "colour");
    assertRefused(text("type", Comparison.EQUAL, "PICTURE"), "PICTURE");
    assertRefused(text("type", Comparison.LESS, "MODEL"), "type");
    assertRefused(text("created_at", Comparison.EQUAL, "now"), "a time");
    assertRefused(new Contains("created_at", "1"), "a time");
    assertRefused(time("name", Comparison.EQUAL, Instant.EPOCH), "text");
    assertRefused(new HasTag("team", "one"), "tags.team");
    assertThatThrownBy(() -> pages("colour", false))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("colour");
  }

  private void assertRefused(RowPredicate predicate, String told) {
    assertThatThrownBy(() -> names(predicate))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(told);
  }

  private List<String> pages(String field, boolean isDescending) {
    return walk(field, isDescending).stream().map(row -> row.artifact().id()).toList();
  }

  private List<String> sorted(String field, boolean isDescending) {
    return walk(field, isDescending).stream().map(row -> row.artifact().name()).toList();
  }

  private List<KeptArtifact> walk(String field, boolean isDescending) {
    return PageWalk.through(
        page -> list(RunFixture.NAMESPACE, page),
        new PageRequest(2, null, field, isDescending, RowFilter.NONE));
  }

  private List<String> names(RowPredicate... predicates) {
    Page<KeptArtifact> page =
        list(RunFixture.NAMESPACE, PageRequest.firstOf(RowFilter.of(predicates)));
    assertThat(page.totalSize()).isEqualTo(page.rows().size());
    return page.rows().stream().map(row -> row.artifact().name()).toList();
  }

  private Page<KeptArtifact> list(String namespace, PageRequest request) {
    return ports().artifacts().list(namespace, request);
  }

  private void create(String name, int second) {
    create(titled(name, second, "system.Dataset"));
  }

  private void create(KeptArtifact... artifacts) {
    ReportFixture begun = run;
    if (begun == null) {
      throw new IllegalStateException("no run was begun");
    }
    for (KeptArtifact artifact : artifacts) {
      begun.createArtifacts(
          new ReportedArtifact(artifact, begun.runId(), taskId, "data", null, false));
    }
  }

  /** Named in the order in which they are made. */
  private void createMetrics() {
    create(
        metric("half", 0, 0.5, "{\"stage\": \"gold\"}"),
        metric("large", 1, 3e300, "{\"stage\": \"silver\"}"),
        metric("none", 2, null, "{}"),
        metric("small", 3, -1e-7, "{\"stage\": \"Gold 100%\"}"),
        metric("third", 4, 1 / 3.0, "{\"stage\": \"tin\"}"));
  }

  private static KeptArtifact metric(
      String name, int second, @Nullable Double number, String metadata) {
    return described(kept(name, second, "system.Metrics", "", metadata), "", number);
  }

  private static KeptArtifact titled(String name, int second, String title) {
    return kept(name, second, title, "s3://bucket/" + name, "{}");
  }

  private static KeptArtifact kept(
      String name, int second, String title, String uri, String metadata) {
    var artifact =
        new Artifact(
            UUID.randomUUID().toString(),
            name,
            uri,
            title,
            "0.0.1",
            (JsonObject) JsonReader.read(metadata));
    Instant at = RunFixture.START.plusSeconds(second).plusMillis(250);
    return new KeptArtifact(artifact, "", "of " + name, null, at);
  }

  private static KeptArtifact described(
      KeptArtifact kept, String description, @Nullable Double number) {
    return new KeptArtifact(kept.artifact(), "", description, number, kept.createdAt());
  }

  private static RowPredicate text(String field, Comparison comparison, String value) {
    return new Compares(field, comparison, new FieldValue.Text(value));
  }

  private static RowPredicate numeric(Comparison comparison, double value) {
    return new Compares("number_value", comparison, new FieldValue.Numeric(value));
  }

  private static RowPredicate time(Comparison comparison, Instant second) {
    return time("created_at", comparison, second);
  }

  private static RowPredicate time(String field, Comparison comparison, Instant second) {
    return new Compares(field, comparison, new FieldValue.Second(second));
  }

  private static List<FieldValue> texts(String... values) {
    return List.of(values).stream().<FieldValue>map(FieldValue.Text::new).toList();
  }
}
