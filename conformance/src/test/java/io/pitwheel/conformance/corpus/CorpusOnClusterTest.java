package io.pitwheel.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.argo.ClusterServer;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestNamespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pipelines of the corpus give by pods of the real cluster what is known of them: a few of every
 * kind, or all that have images there when {@code PITWHEEL_CLUSTER_CORPUS} is {@code all}.
 */
@ExtendWith(ClusterExtension.class)
class CorpusOnClusterTest {
  private static final int AT_ONCE = 3;

  /** The one that images of the cluster have. */
  private static final String SDK_VERSION = "2.17.3";

  /** It opens the uri of an artifact as a file, which no bucket is. */
  private static final String NEEDS_A_FOLDER = "valid/artifacts_simple.yaml";

  /** What is alike to others is left to who has the time. */
  private static final Set<String> CHOSEN =
      Set.of(
          "valid/arguments_parameters.yaml",
          "valid/nested_return.yaml",
          "valid/critical/pipeline_with_env.yaml",
          "valid/critical/producer_consumer_param_pipeline.yaml",
          "valid/if_elif_else_with_oneof_parameters.yaml",
          "valid/parallel_and_nested/pipeline_in_pipeline_complex.yaml",
          "valid/pipeline_with_parallelfor_pipeline_param.yaml",
          "valid/pipeline_with_task_final_status.yaml");

  @Test
  void pipelinesGiveWhatIsKnownOfThem(TestNamespace namespace, @TempDir Path folder)
      throws Exception {
    Optional<Corpus> found = Corpus.find();
    Needed.require(found.isPresent(), "no corpus: set PITWHEEL_CORPUS to its folder");
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to run the corpus with");
    Corpus corpus = found.orElseThrow();
    Path shared = Path.of(namespace.cluster().newSharedFolder());

    int compared;
    List<String> differences;
    try (var server = ClusterServer.start(namespace, folder)) {
      var check = new CorpusDifferences(corpus, server.address(), SDK_VERSION);
      List<Callable<List<String>>> checks =
          corpus.rows().stream()
              .filter(CorpusOnClusterTest::isRun)
              .map(row -> (Callable<List<String>>) () -> check.ofRun(row, shared))
              .toList();
      compared = checks.size();
      differences = CorpusDifferences.all(checks, AT_ONCE);
    }

    Checkout.say(
        "corpus on the cluster: %d pipelines, %d differences"
            .formatted(compared, differences.size()));
    assertThat(compared).isGreaterThanOrEqualTo(CHOSEN.size());
    assertThat(differences).withFailMessage(() -> String.join("\n", differences)).isEmpty();
  }

  private static boolean isRun(CorpusRow row) {
    boolean isAll = "all".equals(System.getenv("PITWHEEL_CLUSTER_CORPUS"));
    return row.isValid()
        && !row.path().equals(NEEDS_A_FOLDER)
        && (isAll ? Scope.reasonNotToRun(row).isEmpty() : CHOSEN.contains(row.path()));
  }
}
