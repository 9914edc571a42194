package io.pitwheel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs compiled lightweight components; packages come from the registry that pip is set up for. */
class PythonComponentTest extends LauncherFixture {
  private static final String SDK = "kfp==2.17.0";
  private static final String ADD =
      """
      import kfp
      from kfp import dsl
      from kfp.dsl import *
      from typing import *

      def add(a: int, b: list) -> int:
          import os, sys
          print("python", sys.prefix, os.environ.get("_KFP_RUNTIME"))
          return a + len(b)
      """;
  private static final String RUNNER =
      """
      program_path=$(mktemp -d)

      printf "%s" "$0" > "$program_path/ephemeral_component.py"
      _KFP_RUNTIME=true python3 -m kfp.dsl.executor_main --component_module_path "$program_path/ephemeral_component.py" "$@"
      """;

  /** Fetching uv takes longer than all the rest. */
  @TempDir static Path sharedTools;

  @BeforeEach
  void shareTools() throws IOException {
    Files.createDirectories(data.resolve("environments"));
    Files.createSymbolicLink(data.resolve("environments/tools"), sharedTools);
  }

  @Test
  void runsALightweightComponentInACachedEnvironment() throws IOException {
    LaunchResult.Succeeded first = succeed(add(SDK));
    assertThat(first.outputs().parameters()).isEqualTo(Map.of("Output", JsonValue.of(5)));
    assertThat(log())
        .contains("making a Python", "python " + data.resolve("environments"), " true");

    succeed(add(SDK));
    assertThat(log()).doesNotContain("making a Python");
    assertThat(environments()).hasSize(1);
  }

  @Test
  void startsWithoutARegistryWhenTheEnvironmentIsThere() {
    succeed(add(SDK));
    launcher.close();
    launcher =
        launcher(
            Map.of(
                "PIP_INDEX_URL",
                "http://127.0.0.1:9/simple",
                "UV_INDEX_URL",
                "http://127.0.0.1:9"));

    succeed(add(SDK));
  }

  @Test
  void usesTheVersionOfTheSdkThatTheRunAsksFor() {
    LaunchResult.Succeeded result = succeed(add("kfp==2.0.999").sdkVersion("2.17.0"));

    assertThat(result.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("kfp==2.0.999", "kfp==2.17.0"));
  }

  @Test
  void makesOneEnvironmentForTasksThatStartTogether() throws IOException {
    List<LaunchResult> results =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(index -> launcher.launch(tiny("six==1.16.0").runId("run-" + index).build()))
            .toList();

    assertThat(results).allMatch(result -> result instanceof LaunchResult.Succeeded);
    assertThat(environments()).hasSize(1);
    try (Stream<Path> logs =
        Files.find(data.resolve("logs"), 9, (path, _) -> path.endsWith("1.log"))) {
      assertThat(logs.filter(PythonComponentTest::saysThatItMakesOne)).hasSize(1);
    }
  }

  @Test
  void makesAnEnvironmentWithPipWhenThereIsNoUv() throws IOException {
    Path tools = data.resolve("environments/tools");
    Files.delete(tools);
    Files.writeString(tools, "no folder, so nothing can be fetched into it");

    LaunchResult result = launcher.launch(tiny("six==1.16.0").build());

    assertThat(result).isInstanceOf(LaunchResult.Succeeded.class);
  }

  @Test
  void makesAnUnfinishedEnvironmentAnew() throws IOException {
    succeed(tiny("six==1.16.0"));
    Path environment = environments().getFirst();
    Files.delete(environment.resolve(".finished"));
    Files.writeString(environment.resolve("left"), "by a killed server");

    succeed(tiny("six==1.16.0"));

    assertThat(environments()).containsExactly(environment);
    assertThat(environment.resolve("left")).doesNotExist();
    assertThat(log()).contains("making a Python");
  }

  @Test
  void makesAnEnvironmentAnewWhoseInterpreterIsGone() throws IOException {
    succeed(tiny("six==1.16.0"));
    Path python = environments().getFirst().resolve("bin/python3");
    Files.delete(python);
    Files.createSymbolicLink(python, data.resolve("upgraded-away"));

    succeed(tiny("six==1.16.0"));
  }

  @Test
  void saysWhichPythonIsNeeded() throws IOException {
    Path folder = Files.createDirectory(data.resolve("programs"));
    LaunchResult.Failed without = fail(tiny("six").variable("PATH", folder.toString()));
    Path old = folder.resolve("python3");
    Files.writeString(old, "#!/bin/sh\necho python 3.8.18; echo executable /old/python3\n");
    old.toFile().setExecutable(true);
    LaunchResult.Failed tooOld = fail(tiny("six").variable("PATH", folder.toString()));

    assertThat(without.failure().message()).contains("python3", "is not on PATH");
    assertThat(tooOld.failure().message()).contains(old.toString(), "3.8.18", "3.9");
    assertThat(tooOld.mayRetry()).isFalse();
  }

  @Test
  void failsWithTheInstallersWords() throws IOException {
    LaunchResult.Failed failed = fail(tiny("no-such-package-of-pitwheel==9.9"));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failed.failure().message()).contains("installing no-such-package-of-pitwheel==9.9");
    assertThat(failed.mayRetry()).isTrue();
    assertThat(log()).contains("no-such-package-of-pitwheel");
  }

  @Test
  void takesInputsThatAreTooLongForACommandLine() {
    JsonValue large = JsonValue.listOf(Collections.nCopies(50_000, JsonValue.of("ä\n")));

    LaunchResult.Succeeded result = succeed(add(SDK).parameter("b", large));

    assertThat(result.outputs().parameters()).isEqualTo(Map.of("Output", JsonValue.of(50_003)));
  }

  @Test
  void runsAPrologueItDoesNotUnderstandAsItIs() {
    LaunchResult.Succeeded result =
        succeed(
            InstructionBuilder.command(
                data, "sh", "-c", "export A=1 && \"$0\" \"$@\"", "python3", "-c", "print('ran')"));

    assertThat(result.warnings()).isEmpty();
    assertThat(log()).isEqualTo("ran\n");
  }

  private InstructionBuilder add(String sdk) {
    return InstructionBuilder.command(data, "sh", "-c", prologue(sdk), "sh", "-ec", RUNNER, ADD)
        .arguments("--executor_input", "{{$}}", "--function_to_execute", "add")
        .parameter("a", JsonValue.of(3))
        .parameter("b", JsonValue.listOf(List.of(JsonValue.of(1), JsonValue.of(2))))
        .outputParameter("Output", ParameterType.NUMBER_INTEGER);
  }

  private InstructionBuilder tiny(String requirement) {
    return InstructionBuilder.command(
        data,
        "sh",
        "-c",
        prologue(requirement),
        "python3",
        "-c",
        "import six; print(six.__file__)");
  }

  private static String prologue(String requirement) {
    return "PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install --quiet '%s' '--no-deps' && \"$0\" \"$@\""
        .formatted(requirement);
  }

  private List<Path> environments() throws IOException {
    try (Stream<Path> children = Files.list(data.resolve("environments"))) {
      return children.filter(Files::isDirectory).filter(path -> !path.endsWith("tools")).toList();
    }
  }

  private static boolean saysThatItMakesOne(Path log) {
    try {
      return Files.readString(log).contains("making a Python");
    } catch (IOException exception) {
      throw new AssertionError(exception);
    }
  }
}
