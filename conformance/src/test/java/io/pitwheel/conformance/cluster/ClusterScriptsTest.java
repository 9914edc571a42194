package io.pitwheel.conformance.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.CommandRun;
import io.pitwheel.conformance.project.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts themselves, on a cluster of another number than the one that tests share. */
class ClusterScriptsTest {
  private static final String NUMBER = "9";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PASSWORD = "pass-for-nobody-else";

  @TempDir static Path folder;

  @BeforeAll
  static void askTheMachine() {
    CommandRun check = run("check");
    Needed.require(check.exitCode() == 0, "no cluster on this machine: " + check.error());
  }

  @AfterEach
  void takeDown() {
    run("down").requireSuccess();
  }

  @Test
  void goesOnAfterACrashTellsNoSecretsAndLeavesNothing() throws IOException {
    Path kubeconfig = Path.of(up());
    Path state = requireNonNull(kubeconfig.getParent());
    kubectl("create", "secret", "generic", "database", "--from-literal=password=" + PASSWORD);
    kubectl(
        "run", "telling", "--image=busybox", "--restart=Never", "--", "echo", "it is", PASSWORD);
    kubectl("wait", "pod/telling", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=60s");
    String token = kubectl("create", "token", "default").strip();

    killEveryDaemon(state);
    up();

    assertThat(kubectl("get", "nodes")).contains("Ready");
    assertThat(kubectl("get", "pod", "telling")).contains("Completed");
    assertTellsNoSecrets(kubeconfig, token);
    run("down").requireSuccess();
    assertThat(leftovers(state)).isEmpty();
  }

  private static void assertTellsNoSecrets(Path kubeconfig, String token) throws IOException {
    Path told = Files.writeString(folder.resolve("server.log"), "token " + token);
    String key = Files.readString(kubeconfig).replaceAll("(?s).*client-key-data: (\\S+).*", "$1");

    String archive =
        run("collect", folder.toString(), told.toString()).requireSuccess().output().strip();

    String collected = CommandRun.of(folder, "tar", "-xzOf", archive).requireSuccess().output();
    assertThat(collected).contains("kubelet", "it is (masked)", "token (masked)", "database");
    assertThat(collected).doesNotContain(PASSWORD, token, key, "PRIVATE KEY");
  }

  /** As the kernel might, when the memory is full; the one that holds the namespaces, too. */
  private static void killEveryDaemon(Path state) throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".process")).toList()) {
        long id = Long.parseLong(Files.readString(file).split(" ", 2)[0]);
        ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** What is on the machine that was not there before. */
  private static List<String> leftovers(Path state) {
    List<String> found = new ArrayList<>();
    for (String listing :
        List.of(
            "ip link", "ip route", "find /sys/fs/cgroup -maxdepth 2", "cat /proc/self/mounts")) {
      CommandRun.of(folder, listing.split(" ", -1))
          .requireSuccess()
          .output()
          .lines()
          .filter(line ->
              line.contains("pitwheel" + NUMBER)
                  || line.contains("10.98." + NUMBER)
                  || line.contains(state.toString()))
          .forEach(found::add);
    }
    ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(state.toString()))
        .forEach(found::add);
    return found;
  }

  private static String up() {
    return run("up", "api", "node").requireSuccess().output().lines().toList().getLast();
  }

  private static String kubectl(String... arguments) {
    List<String> words = new ArrayList<>(List.of("kubectl"));
    words.addAll(List.of(arguments));
    return run("enter", words.toArray(String[]::new)).requireSuccess().output();
  }

  private static CommandRun run(String script, String... arguments) {
    List<String> words = new ArrayList<>(List.of("conformance/cluster/" + script));
    words.addAll(List.of(arguments));
    return CommandRun.of(Checkout.root(), PATIENCE, words, Map.of("PITWHEEL_CLUSTER", NUMBER));
  }
}
