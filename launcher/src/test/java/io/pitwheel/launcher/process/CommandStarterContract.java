package io.pitwheel.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds however commands are started. */
@Timeout(60)
abstract class CommandStarterContract {
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  @TempDir Path folder;

  abstract CommandStarter starter();

  @Test
  void givesTheExitCode() throws Exception {
    assertThat(start("exit 3").waitFor()).isEqualTo(3);
  }

  @Test
  void givesTheSignalThatEndedTheCommand() throws Exception {
    assertThat(start("kill -TERM $$").waitFor()).isEqualTo(128 + 15);
  }

  @Test
  void putsBothOutputsIntoOneStream() throws Exception {
    assertThat(outputOf("printf a; printf b >&2; printf c")).isEqualTo("abc");
  }

  @Test
  void passesAnyBytesAndAnyAmountOfOutput() throws Exception {
    Process process = start("head -c 3000000 /dev/zero; printf '\\377\\000\\376'");

    byte[] output = process.getInputStream().readAllBytes();

    assertThat(output).hasSize(3_000_003).endsWith((byte) 0xff, (byte) 0, (byte) 0xfe);
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void givesNoInput() throws Exception {
    assertThat(outputOf("cat; echo end")).isEqualTo("end\n");
  }

  @Test
  void runsInTheFolder() throws Exception {
    assertThat(outputOf("pwd -P").strip()).isEqualTo(folder.toRealPath().toString());
  }

  @Test
  void passesExactlyTheEnvironmentAndTheArguments() throws Exception {
    String program = Path.of("/usr/bin/env").toString();

    assertThat(outputOf(Map.of("NAME", "a b=\"c\" ü"), program)).isEqualTo("NAME=a b=\"c\" ü\n");
    assertThat(outputOf(Map.of(), "/usr/bin/printf", "[%s]", "", "a b", "*", "ü\n$x", "-e"))
        .isEqualTo("[][a b][*][ü\n$x][-e]");
  }

  @Test
  void takesManyLongArguments() throws Exception {
    var arguments = new ArrayList<>(List.of("sh", "-c", "printf %s \"$#\"", "sh"));
    IntStream.range(0, 10).forEach(_ -> arguments.add("x".repeat(100_000)));

    assertThat(outputOf(Map.of("PATH", PATH), arguments.toArray(String[]::new))).isEqualTo("10");
  }

  @Test
  void looksForTheProgramOnThePathOfTheCommand() throws Exception {
    script("tools/tool", "#!/bin/sh\necho found\n", "rwx------");

    assertThat(outputOf(Map.of("PATH", "/nowhere:" + folder.resolve("tools")), "tool"))
        .isEqualTo("found\n");
  }

  @Test
  void takesAProgramByItsPlaceInTheFolder() throws Exception {
    script("tools/tool", "#!/bin/sh\necho found\n", "rwx------");

    assertThat(outputOf(Map.of("PATH", PATH), "tools/tool")).isEqualTo("found\n");
  }

  @Test
  void runsAScriptWithoutInterpreterByTheShell() throws Exception {
    script("tool", "echo \"$0 $1\"\n", "rwx------");

    assertThat(outputOf(Map.of("PATH", PATH), "./tool", "one")).isEqualTo("./tool one\n");
  }

  @Test
  void leadsASessionOfItsOwn() throws Exception {
    Process process = start("cut -d' ' -f1,5,6 /proc/$$/stat");
    String own = Long.toString(process.pid());

    assertThat(text(process).strip().split(" ")).containsExactly(own, own, own);
    assertThat(starter().familyOf(process)).isEqualTo(new ProcessFamily.Session(process.pid()));
  }

  @Test
  void inheritsNoDescriptor() throws Exception {
    try (var _ = Files.newByteChannel(Files.createFile(folder.resolve("open")))) {
      // One more than the three: ls looks through a descriptor of its own.
      assertThat(outputOf("exec ls /proc/self/fd").split("\n")).containsExactly("0", "1", "2", "3");
    }
  }

  @Test
  void saysWhetherItIsAliveAndEndsItWhenAsked() throws Exception {
    Process process = start("exec sleep 1000");

    assertThat(process.isAlive()).isTrue();
    assertThatThrownBy(process::exitValue).isInstanceOf(IllegalThreadStateException.class);
    assertThat(process.waitFor(1, TimeUnit.MILLISECONDS)).isFalse();
    process.destroy();

    assertThat(process.waitFor()).isEqualTo(128 + 15);
    assertThat(process.exitValue()).isEqualTo(128 + 15);
    assertThat(process.waitFor(1, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(process.isAlive()).isFalse();
    process.destroyForcibly();
  }

  @Test
  void endsItForcibly() throws Exception {
    Process process = start("trap '' TERM; echo ready; while :; do sleep 1; done");
    assertThat(process.getInputStream().read()).isEqualTo('r');

    process.destroyForcibly();

    assertThat(process.waitFor()).isEqualTo(128 + 9);
    starter().familyOf(process).kill();
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    Path gone = folder.resolve("gone");

    assertThatThrownBy(
            () -> starter().start(new CommandRequest(List.of("true"), gone, environment(), null)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(
            () -> starter().start(new CommandRequest(List.of("true"), file, environment(), null)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Not a directory");
  }

  @Test
  void refusesMoreThanTheSystemTakes() {
    var arguments = new ArrayList<>(List.of("true"));
    IntStream.range(0, 200).forEach(_ -> arguments.add("x".repeat(100_000)));

    assertThatThrownBy(
            () -> starter().start(new CommandRequest(arguments, folder, environment(), null)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Argument list too long");
  }

  final Process start(String script) throws IOException {
    return starter()
        .start(new CommandRequest(List.of("sh", "-c", script), folder, environment(), null));
  }

  final String outputOf(String script) throws IOException {
    return text(start(script));
  }

  final String outputOf(Map<String, String> environment, String... command) throws IOException {
    return text(
        starter().start(new CommandRequest(Arrays.asList(command), folder, environment, null)));
  }

  final Path script(String name, String text, String permissions) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  static Map<String, String> environment() {
    return Map.of("PATH", PATH);
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
