package io.pitwheel.launcher.staging;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.objectstore.provider.RoutedObjectStore;
import io.pitwheel.placeholder.ExecutorInput;
import io.pitwheel.placeholder.ExecutorInput.OutputArtifact;
import io.pitwheel.specification.ArtifactDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides where a task writes its outputs, and makes the folders that they need. */
public final class OutputPreparer {
  /**
   * The file in which an SDK component reports; it lies beside the artifacts, see {@link #prepare}.
   */
  public static final String OUTPUT_FILE = "executor_output.json";

  private final ObjectStore store;
  private final Identifiers identifiers;

  public OutputPreparer(ObjectStore store, Identifiers identifiers) {
    this.store = store;
    this.identifiers = identifiers;
  }

  /**
   * All that placeholders need.
   *
   * <p>The report lies in the attempt's own output folder, because {@code dsl.get_uri} of the SDK
   * derives uris of new artifacts from its place.
   *
   * @param inputPaths where staged inputs are
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for an output whose name is no
   *     file name
   */
  public ExecutorInput prepare(
      LaunchInstruction instruction, Map<String, List<String>> inputPaths, AttemptFolders folders) {
    clear(instruction.outputLocation());
    return new ExecutorInput(
        instruction.inputs(),
        listInputs(instruction),
        inputPaths,
        parameterFiles(instruction, folders),
        artifacts(instruction, folders),
        reportFile(instruction, folders).toString(),
        instruction.facts());
  }

  /**
   * What stands there was made by an attempt of the same number that the database knows nothing of,
   * because it was restored from a back-up. In a bucket each object is replaced when it is
   * published.
   */
  private void clear(String location) {
    if (!RoutedObjectStore.isUri(location)) {
      store.delete(location);
    }
  }

  private static Set<String> listInputs(LaunchInstruction instruction) {
    return instruction.declared().inputArtifacts().values().stream()
        .filter(ArtifactDeclaration::isList)
        .map(ArtifactDeclaration::name)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> parameterFiles(
      LaunchInstruction instruction, AttemptFolders folders) {
    var files = new TreeMap<String, String>();
    for (String name : instruction.declared().outputParameters().keySet()) {
      Path file = folders.parameters().resolve(SafeName.require("the output parameter", name));
      files.put(name, file.toString());
    }
    if (!files.isEmpty()) {
      makeFolder(folders.parameters());
    }
    return files;
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "preparing output parameters", exception);
    }
  }

  private Map<String, OutputArtifact> artifacts(
      LaunchInstruction instruction, AttemptFolders folders) {
    var artifacts = new TreeMap<String, OutputArtifact>();
    instruction
        .declared()
        .outputArtifacts()
        .forEach((name, declaration) -> {
          String location = location(instruction, SafeName.require("the output artifact", name));
          Path path = store.prepareOutput(location, folders.outputs());
          var artifact =
              new Artifact(
                  identifiers.next(),
                  name,
                  location,
                  declaration.schemaTitle(),
                  declaration.schemaVersion(),
                  declaration.metadata());
          artifacts.put(name, new OutputArtifact(artifact, path.toString()));
        });
    return artifacts;
  }

  private Path reportFile(LaunchInstruction instruction, AttemptFolders folders) {
    Path file = store.prepareOutput(location(instruction, OUTPUT_FILE), folders.outputs());
    try {
      // What an interrupted attempt of the same number left would be believed.
      Files.deleteIfExists(file);
      return file;
    } catch (IOException exception) {
      throw FileTrouble.at(file, "preparing the task's report", exception);
    }
  }

  private static String location(LaunchInstruction instruction, String name) {
    return instruction.outputLocation() + "/" + name;
  }
}
