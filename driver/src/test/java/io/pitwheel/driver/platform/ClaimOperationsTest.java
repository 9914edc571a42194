package io.pitwheel.driver.platform;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static io.pitwheel.specification.ParameterType.LIST;
import static io.pitwheel.specification.ParameterType.STRING;
import static io.pitwheel.specification.ParameterType.STRUCT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.fixture.DrivingFixture;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.value.JsonMembers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimOperationsTest {
  @Test
  void namesNewVolumesByInputOrByTheTask() {
    assertThat(operation("argostub/createpvc", "pvc_name", "\"mine\"", "size", "\"1Gi\""))
        .isEqualTo(new ClaimOperation.CreateClaim("mine", "1Gi"));
    assertThat(operation("argostub/createpvc", "pvc_name_suffix", "\"-x\"", "size", "\"1Gi\""))
        .isEqualTo(new ClaimOperation.CreateClaim("task-1-x", "1Gi"));
    assertThat(operation("argostub/createpvc", "size", "\"1Gi\""))
        .isEqualTo(new ClaimOperation.CreateClaim("task-1", "1Gi"));
    assertThat(operation("argostub/deletepvc", "pvc_name", "\"mine\""))
        .isEqualTo(new ClaimOperation.DeleteClaim("mine"));
  }

  @Test
  void readsWhatAVolumeIsToBeLike() {
    var task = task("train", "comp-train");
    var component = component("comp-train").image("argostub/createpvc").command();
    component.input("size", STRING).input("access_modes", LIST).input("storage_class_name", STRING);
    component
        .input("annotations", STRUCT)
        .input("volume_name", STRING)
        .input("data_source", STRUCT);
    task.constant("size", "\"2Gi\"").constant("access_modes", "[\"ReadWriteMany\"]");
    task.constant("storage_class_name", "\"\"").constant("annotations", "{\"a\": \"b\"}");
    task.constant("volume_name", "\"disk\"").constant("data_source", "{\"name\": \"other\"}");

    assertThat(launch(driving(task, component)).platform().claimOperation())
        .isEqualTo(
            new ClaimOperation.CreateClaim(
                "task-1",
                "2Gi",
                List.of("ReadWriteMany"),
                "",
                Map.of("a", "b"),
                "disk",
                JsonMembers.of("name", "other")));
  }

  @Test
  void rejectsAccessModesThatAreNoTexts() {
    var task = task("train", "comp-train").constant("size", "\"2Gi\"");
    var component = component("comp-train").image("argostub/createpvc").command();
    component.input("size", STRING).input("access_modes", LIST);

    assertThat(driving(task.constant("access_modes", "[7]"), component).rejection().message())
        .contains("access_modes", "7", "expected: a text");
  }

  @Test
  void neverCachesOperationsOnVolumes() {
    assertThat(
            ((LaunchTask) volumeTask("argostub/deletepvc", "pvc_name", "\"mine\"").decide())
                .fingerprint())
        .isNull();
  }

  @Test
  void rejectsOperationsOnVolumesThatSayTooLittleOrTooMuch() {
    assertThat(volumeTask("argostub/createpvc").rejection())
        .satisfies(failure -> {
          assertThat(failure.path()).endsWith("inputs.parameters.size");
          assertThat(failure.message()).contains("size", "not given");
        });
    assertThat(volumeTask("argostub/deletepvc").rejection().message()).contains("pvc_name");
    assertThat(
            volumeTask(
                    "argostub/createpvc",
                    "pvc_name",
                    "\"a\"",
                    "pvc_name_suffix",
                    "\"-b\"",
                    "size",
                    "\"1Gi\"")
                .rejection()
                .message())
        .contains("-b", "pvc_name \"a\"");
  }

  private static ClaimOperation operation(String image, String... inputs) {
    ClaimOperation operation = launch(volumeTask(image, inputs)).platform().claimOperation();
    assertThat(operation).isNotNull();
    return operation;
  }

  /**
   * @param inputs names and values as JSON, in turn
   */
  private static DrivingFixture volumeTask(String image, String... inputs) {
    var task = task("train", "comp-train");
    var component = component("comp-train").image(image).command();
    for (int position = 0; position < inputs.length; position += 2) {
      component.input(inputs[position], STRING);
      task.constant(inputs[position], inputs[position + 1]);
    }
    return driving(task, component);
  }

  private static LaunchTask launch(DrivingFixture driving) {
    var decision = driving.decide();
    assertThat(decision).isInstanceOf(LaunchTask.class);
    return (LaunchTask) decision;
  }
}
