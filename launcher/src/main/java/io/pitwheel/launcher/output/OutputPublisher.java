package io.pitwheel.launcher.output;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.staging.MetricsSchemas;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.task.TaskValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts produced artifacts where they belong. As in KFP's launcher, a declared artifact without any
 * bytes fails the task, unless it is one of metrics. A link that leads out of the artifact fails it
 * too: it would publish what the task did not make.
 */
public final class OutputPublisher {
  private final ObjectStore store;

  public OutputPublisher(ObjectStore store) {
    this.store = store;
  }

  /**
   * Publishes all artifacts; repeatable.
   *
   * @param reach where the command could write
   * @return the outputs to record
   * @throws PipelinesException UNKNOWN naming the artifact and the path at which nothing is
   */
  public TaskValues publish(ProducedOutputs produced, LocalFolders reach) {
    var within = new OutputReach(reach);
    var artifacts = new TreeMap<String, List<Artifact>>();
    produced
        .artifacts()
        .forEach((name, artifact) -> {
          publish(name, artifact, within);
          artifacts.put(name, List.of(artifact.artifact()));
        });
    return new TaskValues(produced.parameters(), artifacts);
  }

  private void publish(String name, ProducedArtifact produced, OutputReach reach) {
    Path written = produced.customPath() == null ? produced.path() : produced.customPath();
    String uri = produced.artifact().uri();
    if (written == null) {
      requireBytes(name, produced, isAt(uri, reach), uri);
      return;
    }
    reach.require("output artifact \"" + name + "\"", written);
    boolean isThere = Files.exists(written);
    requireBytes(name, produced, isThere, written.toString());
    if (isThere) {
      LinkCheck.requireInside(name, written);
      store.publish(written, uri);
    }
  }

  // A uri of the component's own may lie outside the store; then only a local one can be looked at.
  private boolean isAt(String uri, OutputReach reach) {
    try {
      return store.exists(uri);
    } catch (PipelinesException exception) {
      if (exception.code() != ErrorCode.INVALID_ARGUMENT) {
        throw exception;
      }
      return !uri.startsWith("/") || (uri.indexOf('\0') < 0 && reach.holds(Path.of(uri)));
    }
  }

  private static void requireBytes(
      String name, ProducedArtifact produced, boolean isThere, String place) {
    String schemaTitle = produced.artifact().schemaTitle();
    if (!isThere && !MetricsSchemas.liveInMetadata(schemaTitle)) {
      throw new PipelinesException(
          ErrorCode.UNKNOWN,
          "output artifact \"%s\" of type %s was not produced: nothing stands at %s"
              .formatted(name, schemaTitle, place));
    }
  }
}
