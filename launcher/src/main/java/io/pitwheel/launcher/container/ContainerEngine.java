package io.pitwheel.launcher.container;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.log.TailBuffer;
import io.pitwheel.launcher.platform.GrantedPlatform.Mount;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.process.CommandRequest;
import io.pitwheel.launcher.process.CommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Docker or podman, which take the same command lines but for users.
 *
 * @param program {@code docker} or {@code podman}
 */
public record ContainerEngine(String program) {
  private static final Path CLIENT_FOLDER = Path.of("/");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;
  private static final Set<String> CLIENT_VARIABLES = Set.of("PATH", "HOME");
  private static final List<String> CLIENT_PREFIXES = List.of("DOCKER_", "CONTAINER_", "XDG_");
  private static final String TASK_LABEL = "pitwheel.io/task";
  private static final String RUN_LABEL = "pitwheel.io/run";

  /** The command line that runs a container to its end, as a list: no shell sees it. */
  public List<String> runCommand(ContainerRequest request) {
    var arguments =
        new ArrayList<>(
            List.of(program, "run", "--rm", "--pull", "never", "--name", request.name()));
    arguments.addAll(List.of("--label", TASK_LABEL + "=" + request.mark()));
    arguments.addAll(List.of("--label", RUN_LABEL + "=" + request.runId()));
    arguments.addAll(userOptions(request.user()));
    arguments.addAll(request.options());
    request
        .environment()
        .forEach((name, value) ->
            arguments.addAll(List.of("--env", isForTheClient(name) ? name + "=" + value : name)));
    // An input below the output folder or the work folder is mounted already.
    request.readable().stream()
        .filter(Files::exists)
        .filter(path -> request.writable().stream().noneMatch(path::startsWith))
        .forEach(path -> arguments.addAll(List.of("--mount", mount(path, path) + ",readonly")));
    request.writable().forEach(path -> arguments.addAll(List.of("--mount", mount(path, path))));
    for (Mount mount : request.mounts()) {
      String place = mount(mount.source(), Path.of(mount.target()));
      arguments.addAll(List.of("--mount", mount.isReadOnly() ? place + ",readonly" : place));
    }
    arguments.addAll(List.of("--workdir", request.folder().toString()));
    if (!request.command().isEmpty()) {
      arguments.addAll(List.of("--entrypoint", request.command().getFirst()));
    }
    arguments.add(request.image());
    request.command().stream().skip(1).forEach(arguments::add);
    arguments.addAll(request.arguments());
    return List.copyOf(arguments);
  }

  /**
   * What the client sees: its own environment, and the values of those variables that it is only
   * told the names of, so that they are not seen in a list of processes.
   */
  public Map<String, String> clientEnvironment(Map<String, String> own, ContainerRequest request) {
    var environment = new TreeMap<>(own);
    request
        .environment()
        .forEach((name, value) -> {
          if (!isForTheClient(name)) {
            environment.put(name, value);
          }
        });
    return environment;
  }

  // Such a variable of the task's would lead the client elsewhere.
  private static boolean isForTheClient(String name) {
    return CLIENT_VARIABLES.contains(name) || CLIENT_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Whether the image is on this machine. */
  boolean hasImage(String image, CommandRunner runner, Map<String, String> environment)
      throws InterruptedException {
    var request =
        new CommandRequest(
            List.of(program, "image", "inspect", image), CLIENT_FOLDER, environment, PATIENCE);
    return runner.run(request, new TailBuffer(MAX_ANSWER_BYTES)).equals(new CommandEnd.Exited(0));
  }

  /**
   * Fetches an image, for as long as it takes.
   *
   * @param log gets the engine's words about its progress
   */
  CommandEnd pull(String image, CommandRunner runner, Map<String, String> environment, LogSink log)
      throws InterruptedException {
    return runner.run(
        new CommandRequest(List.of(program, "pull", image), CLIENT_FOLDER, environment, null), log);
  }

  /** Ends and removes a container; an absent one is success. */
  public void remove(String name, CommandRunner runner, Map<String, String> environment)
      throws InterruptedException {
    ask(List.of("rm", "--force", name), runner, environment);
  }

  /** Ends and removes all containers of the runs. */
  public void removeAll(
      Collection<String> runIds, CommandRunner runner, Map<String, String> environment)
      throws InterruptedException {
    for (String runId : runIds) {
      String label = "label=" + RUN_LABEL + "=" + runId;
      String found = ask(List.of("ps", "--all", "--quiet", "--filter", label), runner, environment);
      for (String container : found.lines().toList()) {
        remove(container.strip(), runner, environment);
      }
    }
  }

  /** Whether the engine behind the program answers. */
  boolean answers(CommandRunner runner, Map<String, String> environment, Duration patience)
      throws InterruptedException {
    var request =
        new CommandRequest(List.of(program, "info"), CLIENT_FOLDER, environment, patience);
    return runner.run(request, new TailBuffer(MAX_ANSWER_BYTES)).equals(new CommandEnd.Exited(0));
  }

  private String ask(List<String> words, CommandRunner runner, Map<String, String> environment)
      throws InterruptedException {
    var command = new ArrayList<>(List.of(program));
    command.addAll(words);
    var answer = new TailBuffer(MAX_ANSWER_BYTES);
    runner.run(new CommandRequest(command, CLIENT_FOLDER, environment, PATIENCE), answer);
    return answer.text();
  }

  private List<String> userOptions(ContainerUser user) {
    if (user.isRoot()) {
      return List.of();
    }
    return program.equals("podman")
        ? List.of("--userns", "keep-id")
        : List.of("--user", user.userId() + ":" + user.groupId());
  }

  // The option is one line of comma-separated values, and a path may contain a comma.
  private static String mount(Path source, Path target) {
    return "type=bind," + field("source=" + source) + "," + field("target=" + target);
  }

  private static String field(String text) {
    return text.contains(",") || text.contains("\"")
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }
}
