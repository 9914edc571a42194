package io.pitwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our messages and enums are KFP's: no row of its tables is missing and none is ours alone. */
final class WireTypesTest {

  private static final Map<String, String> JAVA_PACKAGES =
      Map.of(
          "kubeflow.pipelines.backend.api.v2beta1", "io.pitwheel.api.v2beta1",
          "ml_pipelines", "io.pitwheel.api.pipelinespec",
          "kfp_kubernetes", "io.pitwheel.api.kubernetesplatform",
          "pitwheel.api.v1", "io.pitwheel.api.v1");

  private final GeneratedFiles generated = GeneratedFiles.find();

  WireTypesTest() throws IOException, URISyntaxException {}

  @Test
  void everyFieldHasTheNumberTypeLabelAndJsonNameOfTheTable() throws IOException {
    var rows = generated.ofKubeflow().messages().flatMap(DescriptorRow::ofFields).toList();

    assertThat(TableDifference.between(WireTable.rowsOf("fields.csv"), rows))
        .isEqualTo(TableDifference.NONE);
  }

  @Test
  void everyEnumHasTheValuesOfTheTable() throws IOException {
    var rows = generated.ofKubeflow().enums().map(DescriptorRow::ofEnum).toList();

    assertThat(TableDifference.between(WireTable.rowsOf("enums.csv"), rows))
        .isEqualTo(TableDifference.NONE);
  }

  @Test
  void onlyViewsHaveValuesThatKfpDoesNotKnow() throws IOException {
    var ours =
        generated
            .ofKubeflow()
            .enums()
            .map(DescriptorRow::ofOurValues)
            .filter(row -> !row.endsWith(","))
            .toList();

    assertThat(ours)
        .containsExactlyInAnyOrder(
            "kubeflow.pipelines.backend.api.v2beta1,GetRunRequest.ViewMode,"
                + "BASIC=1001 RUNTIME_ONLY=1002",
            "kubeflow.pipelines.backend.api.v2beta1,ListRunsRequest.ViewMode,"
                + "BASIC=1001 RUNTIME_ONLY=1002");
  }

  @Test
  void everyFileGeneratesSeparateClassesIntoThePackageOfItsRoom() {
    assertThat(generated.files())
        .allSatisfy(file -> {
          FileOptions options = file.getOptions();
          assertThat(options.getJavaPackage()).isEqualTo(JAVA_PACKAGES.get(file.getPackage()));
          assertThat(options.getJavaMultipleFiles()).isTrue();
        });
  }
}
