package io.pitwheel.launcher.staging;

import io.pitwheel.objectstore.folder.FileTree;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.task.TaskReference;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The places of one attempt in a data folder. Below its folder for logs stands {@code <run>/<task
 * path>[/<iteration vector>]/<attempt>}, below that for work {@code <run>/<task path>/[<iteration
 * vector>-]<attempt>}; only leaf tasks have attempts, so no vector can meet a task of the same
 * name.
 *
 * @param work where the command runs; it is deleted after the attempt
 * @param log what the command prints; it stays
 * @param isInLoop whether other iterations have their work folders beside this one
 */
public record AttemptFolders(Path work, Path log, boolean isInLoop) {
  /**
   * The places; nothing is made.
   *
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT when a name in the task's path
   *     would lead elsewhere
   */
  public static AttemptFolders of(Path data, TaskReference reference, int attempt) {
    Path relative = Path.of(SafeName.require("the run", reference.runId()));
    for (String key : reference.path().keys()) {
      relative = relative.resolve(SafeName.require("the task", key));
    }
    String vector = reference.iteration().text();
    // One folder less to make and delete for each iteration: some file systems search long for
    // room beside what was deleted lately.
    String work = vector.isEmpty() ? Integer.toString(attempt) : vector + "-" + attempt;
    return new AttemptFolders(
        data.resolve("work").resolve(relative).resolve(work),
        data.resolve("logs").resolve(relative).resolve(vector).resolve(attempt + ".log"),
        !vector.isEmpty());
  }

  /** Where the command finds room for its own files. */
  public Path temporary() {
    return work.resolve("tmp");
  }

  /** Where input artifacts go that are not on this machine. */
  public Path inputs() {
    return work.resolve("inputs");
  }

  /** Where the attempt's own volumes are. */
  public Path volumes() {
    return work.resolve("volumes");
  }

  /** Where output parameters are written to. */
  public Path parameters() {
    return work.resolve("parameters");
  }

  /** Where output artifacts are written to that do not belong on this machine. */
  public Path outputs() {
    return work.resolve("outputs");
  }

  /**
   * Makes the work folder, empty but for room for temporary files. The other folders are made when
   * there is something for them: each costs as much as a tenth of a short process.
   */
  public void makeFresh() {
    try {
      FileTree.delete(work);
      Files.createDirectories(temporary());
    } catch (IOException exception) {
      throw FileTrouble.at(work, "making the task's work folder", exception);
    }
  }

  /**
   * Deletes the work folder, and the task's one above it when that is not shared with iterations
   * that may be making theirs now, and holds no other attempt.
   */
  public void deleteWork() {
    try {
      FileTree.delete(work);
      Path attempts = work.getParent();
      if (attempts != null && !isInLoop) {
        Files.deleteIfExists(attempts);
      }
    } catch (DirectoryNotEmptyException _) {
      // Another attempt's work folder could not be deleted, and its result said so.
    } catch (IOException exception) {
      throw FileTrouble.at(work, "deleting the task's work folder", exception);
    }
  }
}
