package io.pitwheel.testing.store.report;

import static io.pitwheel.testing.store.report.ReportFixture.report;
import static io.pitwheel.testing.store.report.ReportedPipelines.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.page.FieldValue;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.page.RowPredicate.IsOneOf;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.LinkQuery;
import io.pitwheel.testing.page.PageWalk;
import io.pitwheel.testing.store.StoreContract;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How links of artifacts are looked for and sorted, page by page. */
public abstract class LinkListingContract extends StoreContract {
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

  private ReportFixture runOfLinks() {
    ReportFixture run = ReportFixture.create(ports(), CHAIN);
    String make = run.create("make", run.root(), report(TaskState.RUNNING));
    for (int i = 0; i < 5; i++) {
      run.createArtifacts(run.made(make, "data", "set-" + i));
    }
    return run;
  }

  @Test
  void findsAndSortsLinksByTheirId() {
    ReportFixture run = runOfLinks();
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

  /** An id is a text of small letters and digits, also where a connection compares in any case. */
  @Test
  void comparesIdsExactly() {
    ReportFixture run = runOfLinks();

    for (ArtifactLink link : links(run, "id", false)) {
      String upper = link.id().toUpperCase(Locale.ROOT);
      assertThat(upper).isNotEqualTo(link.id());
      assertThat(links(run, "id", false, RowPredicate.equal("id", upper))).isEmpty();
      assertThat(links(run, "id", false, new IsOneOf("id", List.of(new FieldValue.Text(upper)))))
          .isEmpty();
      assertThat(links(run, "id", false, new Contains("id", upper))).containsExactly(link);
    }
  }
}
