package io.pitwheel.launcher.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleProgramTest {
  private static final String RUNNER =
      """
      program_path=$(mktemp -d)

      printf "%s" "$0" > "$program_path/ephemeral_component.py"
      _KFP_RUNTIME=true python3 -m kfp.dsl.executor_main      --component_module_path      "$program_path/ephemeral_component.py"     "$@"
      """;

  @Test
  void findsModuleProgramAndArguments() {
    assertThat(ModuleProgram.read(List.of("sh", "-ec", RUNNER, "import kfp\n", "--function", "f")))
        .contains(
            new ModuleProgram(
                "kfp.dsl.executor_main",
                Map.of("_KFP_RUNTIME", "true"),
                "import kfp\n",
                List.of("--function", "f")));
  }

  @Test
  void findsTheModuleOfOtherVersions() {
    String older = RUNNER.replace("_KFP_RUNTIME=true ", "").replace("kfp.dsl.", "kfp.components.");

    assertThat(ModuleProgram.read(List.of("sh", "-ec", older, "program")))
        .contains(
            new ModuleProgram("kfp.components.executor_main", Map.of(), "program", List.of()));
  }

  @Test
  void leavesOtherCommandsAlone() {
    assertThat(ModuleProgram.read(List.of("sh", "-ec", RUNNER))).isEmpty();
    assertThat(ModuleProgram.read(List.of("sh", "-c", RUNNER, "program"))).isEmpty();
    assertThat(ModuleProgram.read(List.of("sh", "-ec", RUNNER + "rm -rf x", "p"))).isEmpty();
  }
}
