package io.pitwheel.testing.store.report;

import static io.pitwheel.testing.store.report.ReportFixture.report;
import static io.pitwheel.testing.store.report.ReportedPipelines.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.page.FieldValue;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.Comparison;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.page.RowPredicate.IsOneOf;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.LinkQuery;
import io.pitwheel.taskreport.ReportedArtifact;
import io.pitwheel.testing.page.PageWalk;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How artifacts and their links are looked for and sorted, page by page. */
public abstract class ListedArtifactContract extends ReportedAttemptContract {
  private List<String> artifacts(String sort, boolean isDescending, RowPredicate... predicates) {
    return PageWalk.through(
            page -> ports().artifacts().list(RunFixture.NAMESPACE, page),
            new PageRequest(2, null, sort, isDescending, RowFilter.of(predicates)))
        .stream()
        .map(kept -> kept.artifact().name())
        .toList();
  }

  private List<String> found(RowPredicate predicate) {
    return artifacts("name", false, predicate);
  }

  private List<ArtifactLink> links(
      ReportFixture run, String sort, boolean isDescending, RowPredicate... predicates) {
    return PageWalk.through(
        page ->
            ports()
                .taskViews()
                .listLinks(
                    new LinkQuery(List.of(), List.of(run.runId()), List.of(), List.of(), page)),
        new PageRequest(2, null, sort, isDescending, RowFilter.of(predicates)));
  }

  private static ReportedArtifact metric(
      ReportFixture run, String taskId, String name, @Nullable Double number, JsonObject metadata) {
    var artifact =
        new Artifact(UUID.randomUUID().toString(), name, "", "system.Metrics", "0.0.1", metadata);
    return new ReportedArtifact(
        new KeptArtifact(artifact, "", "", number, RunFixture.START),
        run.runId(),
        taskId,
        "data",
        null,
        false);
  }

  private static JsonObject stage(String stage) {
    return new JsonObject(Map.of("stage", JsonValue.of(stage)));
  }

  private static Compares number(Comparison comparison, double value) {
    return new Compares("number_value", comparison, new FieldValue.Numeric(value));
  }

  private ReportFixture runOfMetrics() {
    ReportFixture run = ReportFixture.create(ports(), CHAIN);
    String make = run.create("make", run.root(), report(TaskState.RUNNING));
    run.createArtifacts(
        metric(run, make, "half", 0.5, stage("gold")),
        metric(run, make, "large", 3e300, stage("silver")),
        metric(run, make, "none", null, JsonObject.EMPTY),
        metric(run, make, "small", -1e-7, stage("Gold 100%")),
        metric(run, make, "third", 1 / 3.0, stage("tin")));
    return run;
  }

  @Test
  void findsArtifactsByTheirNumber() {
    runOfMetrics();

    assertThat(found(number(Comparison.EQUAL, 1 / 3.0))).containsExactly("third");
    assertThat(found(number(Comparison.NOT_EQUAL, 0.5))).containsExactly("large", "small", "third");
    assertThat(found(number(Comparison.GREATER, 0.5))).containsExactly("large");
    assertThat(found(number(Comparison.GREATER_OR_EQUAL, 0.5))).containsExactly("half", "large");
    assertThat(found(number(Comparison.LESS, 0))).containsExactly("small");
    assertThat(found(number(Comparison.LESS_OR_EQUAL, 0.5)))
        .containsExactly("half", "small", "third");
    assertThat(
            found(
                new IsOneOf(
                    "number_value",
                    List.of(new FieldValue.Numeric(0.5), new FieldValue.Numeric(-1e-7)))))
        .containsExactly("half", "small");
  }

  @Test
  void sortsArtifactsByTheirNumberThoseWithoutFirst() {
    runOfMetrics();

    assertThat(artifacts("number_value", false))
        .containsExactly("none", "small", "third", "half", "large");
    assertThat(artifacts("number_value", true))
        .containsExactly("large", "half", "third", "small", "none");
  }

  @Test
  void findsAndSortsArtifactsByTheTextOfTheirMetadata() {
    runOfMetrics();

    assertThat(found(new Contains("metadata", "\"stage\":\"gold\""))).containsExactly("half");
    assertThat(found(new Contains("metadata", "gold"))).containsExactly("half", "small");
    assertThat(found(new Contains("metadata", "0%"))).containsExactly("small");
    assertThat(found(RowPredicate.equal("metadata", "{\"stage\":\"tin\"}")))
        .containsExactly("third");
    assertThat(found(RowPredicate.equal("metadata", "{}"))).containsExactly("none");
    assertThat(artifacts("metadata", false)).hasSize(5).containsSubsequence("large", "third");
  }

  @Test
  void refusesAnArtifactsNumberBesideText() {
    assertThat(ReportFixture.refusal(() -> found(RowPredicate.equal("number_value", "0.5"))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(ReportFixture.refusal(() -> found(new Contains("number_value", "0"))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void findsAndSortsLinksByTheirId() {
    ReportFixture run = runOfMetrics();
    List<String> ids =
        links(run, "created_at", false).stream().map(ArtifactLink::id).sorted().toList();

    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    assertThat(links(run, "id", false)).extracting(ArtifactLink::id).containsExactlyElementsOf(ids);
    assertThat(links(run, "id", true))
        .extracting(ArtifactLink::id)
        .containsExactlyElementsOf(ids.reversed());
    for (String id : ids) {
      assertThat(links(run, "id", false, RowPredicate.equal("id", id)))
          .extracting(ArtifactLink::id)
          .containsExactly(id);
    }
    assertThat(
            links(
                run,
                "id",
                false,
                new IsOneOf(
                    "id",
                    List.of(
                        new FieldValue.Text(ids.get(1)),
                        new FieldValue.Text(ids.get(3)),
                        new FieldValue.Text("none")))))
        .extracting(ArtifactLink::id)
        .containsExactly(ids.get(1), ids.get(3));
    assertThat(links(run, "id", false, new Contains("id", ids.get(2).substring(4, 30))))
        .extracting(ArtifactLink::id)
        .containsExactly(ids.get(2));
  }

  @Test
  void findsAndSortsLinksByWhoMadeTheirArtifact() {
    ReportFixture run = ReportFixture.create(ports(), CHAIN);
    String root = run.root();
    String make = run.create("make", root, report(TaskState.RUNNING));
    String id = run.createArtifacts(run.made(make, "data", "set")).getFirst().artifact().id();
    String use = run.create("use", root, report(TaskState.RUNNING));
    run.link(run.linked(id, use, "TASK_OUTPUT_INPUT", "data"));
    List<ArtifactLink> links = links(run, "producer", false);

    assertThat(links).hasSize(2);
    assertThat(links).extracting(ArtifactLink::producer).contains("make").isSorted();
    assertThat(links(run, "id", false, RowPredicate.equal("producer", "make")))
        .allMatch(link -> link.producer().equals("make"))
        .isNotEmpty();
    assertThat(links(run, "id", false, RowPredicate.equal("producer", "use"))).isEmpty();
    assertThat(links(run, "id", false, new Contains("producer", "AK"))).isNotEmpty();
  }
}
