package io.pitwheel.launcher.command;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.container.ContainerEngine;
import io.pitwheel.launcher.container.ContainerRequest;
import io.pitwheel.launcher.container.ContainerUser;
import io.pitwheel.launcher.container.ImageSource;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.process.CommandRequest;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.placeholder.Facts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs the command in a container of its image. All paths inside are those outside, so that uris
 * and placeholders mean the same in both.
 */
public final class ContainerTaskRunner implements TaskRunner {
  /** What docker and podman answer when the container itself could not be made. */
  private static final int ENGINE_FAILED = 125;

  private final CommandRunner runner;
  private final HostEnvironment host;
  private final ContainerEngine engine;
  private final LocalFolders mountable;

  /**
   * @param mountable where inputs may be that no bucket holds, beside the run's own folder
   */
  ContainerTaskRunner(
      CommandRunner runner, HostEnvironment host, ContainerEngine engine, LocalFolders mountable) {
    this.runner = runner;
    this.host = host;
    this.engine = engine;
    this.mountable = mountable;
  }

  @Override
  public CommandEnd run(TaskCommand command, LogSink log, List<String> warnings)
      throws InterruptedException {
    requireMountable(command);
    ContainerRequest request = request(command, warnings);
    var images = new ImageSource(engine, runner, host.forContainerClient());
    String pullPolicy = command.instruction().platform().needs().imagePull().policy();
    images.provide(request.image(), pullPolicy, log);
    for (ModelImage model : ModelImage.among(command.instruction().inputs().artifacts())) {
      images.provide(model.image(), pullPolicy, log);
    }
    Map<String, String> clientEnvironment =
        engine.clientEnvironment(host.forContainerClient(), request);
    boolean hasEnded = false;
    try {
      CommandEnd end =
          runner.run(
              new CommandRequest(
                  engine.runCommand(request),
                  command.folders().work(),
                  clientEnvironment,
                  command.instruction().timeout()),
              log);
      hasEnded = end instanceof CommandEnd.Exited;
      requireContainer(end, command);
      return end;
    } finally {
      if (!hasEnded) {
        engine.remove(request.name(), runner, host.forContainerClient());
      }
    }
  }

  private void requireContainer(CommandEnd end, TaskCommand command) {
    if (end.equals(new CommandEnd.Exited(ENGINE_FAILED))) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "starting a container of image %s for task %s: %s could not; its reason is in the task's log"
              .formatted(
                  command.instruction().executor().image(), command.task(), engine.program()));
    }
  }

  @Override
  public Path folder(TaskCommand command) {
    return command.folders().work();
  }

  @Override
  public LocalFolders reach(TaskCommand command) {
    return new LocalFolders(List.copyOf(writable(command)));
  }

  /**
   * @throws PipelinesException FAILED_PRECONDITION for an input elsewhere on this machine: a task
   *     before may have given its artifact any uri
   */
  private void requireMountable(TaskCommand command) {
    String root = command.instruction().facts().getOrDefault(Facts.PIPELINE_ROOT, "");
    LocalFolders allowed = root.startsWith("/") ? mountable.and(List.of(Path.of(root))) : mountable;
    LocalFolders all = allowed.and(List.copyOf(writable(command)));
    for (Path path : readable(command)) {
      // What is not there, such as the folder of a model's image, is not mounted either.
      if (Files.exists(path) && !all.hold(path)) {
        throw new PipelinesException(
            ErrorCode.FAILED_PRECONDITION,
            "running task %s in a container: its input %s lies elsewhere on this machine (expected: below %s; setting objectStore.localFolders names more)"
                .formatted(command.task(), path, allowed.text()));
      }
    }
  }

  private static ContainerRequest request(TaskCommand command, List<String> warnings) {
    String image = command.instruction().executor().image();
    if (image.isEmpty()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "task %s has no image (expected: one, to run it in a container)"
              .formatted(command.task()));
    }
    Map<String, String> environment = new TreeMap<>(command.ownEnvironment());
    ContainerUser user = ContainerUser.ownerOf(command.folders().work());
    if (!user.isRoot()) {
      // The user has no home inside, and pip wants one.
      environment.putIfAbsent("HOME", command.folders().temporary().toString());
    }
    return new ContainerRequest(
        image,
        command.command(),
        command.arguments(),
        environment,
        command.instruction().mark(),
        user,
        command.folders().work(),
        readable(command),
        writable(command),
        command.platform().mounts(),
        ContainerOptions.of(command, warnings));
  }

  private static Set<Path> readable(TaskCommand command) {
    var paths = new TreeSet<Path>();
    command.input().inputPaths().values().stream()
        .flatMap(List::stream)
        .filter(path -> path.startsWith("/"))
        .map(Path::of)
        .forEach(paths::add);
    return paths;
  }

  private static Set<Path> writable(TaskCommand command) {
    var paths = new TreeSet<Path>();
    paths.add(command.folders().work());
    String workspace = command.instruction().facts().get(Facts.WORKSPACE_PATH);
    if (workspace != null) {
      paths.add(Path.of(workspace));
    }
    paths.add(parentOf(command.input().outputFile()));
    command
        .input()
        .outputArtifacts()
        .values()
        .forEach(output -> paths.add(parentOf(output.path())));
    return paths;
  }

  private static Path parentOf(String file) {
    Path parent = Path.of(file).getParent();
    return parent == null ? Path.of("/") : parent;
  }
}
