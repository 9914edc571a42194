package io.pitwheel.server.logs;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LogCopies;
import io.pitwheel.launch.TaskLogs;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.run.RunLeases;
import io.pitwheel.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What the commands of tasks printed, as far as this server can have it: what it ran itself, also
 * while it is printed, and of what other servers ran the copies that they leave at the end of each
 * attempt. Copies of what pods print grow while they print, for every server.
 */
public final class PrintedLogs {
  private static final int LOCAL_CHUNK = 64 * 1024;

  /** A question to a store that is far away is dear. */
  private static final int COPY_CHUNK = 1024 * 1024;

  private final TaskLogs local;
  private final ObjectStore objects;
  private final RunLeases leases;
  private final String serverId;
  private final boolean hasPods;

  /**
   * @param serverId this server among those of the database
   * @param hasPods whether tasks run in pods, which leave their copies themselves
   */
  public PrintedLogs(
      TaskLogs local, ObjectStore objects, RunLeases leases, String serverId, boolean hasPods) {
    this.local = local;
    this.objects = objects;
    this.leases = leases;
    this.serverId = serverId;
    this.hasPods = hasPods;
  }

  /** Whether nothing more comes to the log of an attempt; 0 for one that is still to come. */
  static boolean hasEnded(Task task, int attempt) {
    return task.state().isTerminal() || (attempt > 0 && task.attempt() > attempt);
  }

  /**
   * Refuses what this server cannot give, so that nobody takes it for a log without a word.
   *
   * @param attempt 0 for none so far
   * @throws PipelinesException UNAVAILABLE while another server runs the attempt, or none does;
   *     NOT_FOUND when it has ended and its log is not kept where this server reaches it
   */
  void require(Task task, int attempt) {
    boolean hasEnded = hasEnded(task, attempt);
    if (attempt > 0 ? local.has(task.reference(), attempt) : hasEnded) {
      return;
    }
    if (!hasEnded) {
      if (!hasPods) {
        requireLead(task, attempt);
      }
    } else if (copyOf(task, attempt).isEmpty()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          ("reading a log: that of task %s, attempt %d, is not kept here (expected: the server that ran"
                  + " it is asked, or all servers have one objectStore.root and the attempt ended in"
                  + " order)")
              .formatted(task.id(), attempt));
    }
  }

  private void requireLead(Task task, int attempt) {
    Optional<String> holder = leases.holder(task.reference().runId());
    if (holder.filter(serverId::equals).isPresent()) {
      return;
    }
    String place =
        holder
            .map("server %s, which leads the run, has it"::formatted)
            .orElse("no server leads the run now");
    throw new PipelinesException(
        ErrorCode.UNAVAILABLE,
        ("reading a log: task %s, attempt %d, is under way and not on this server, %s: %s (expected:"
                + " that server is asked, or this one when the attempt has ended)")
            .formatted(task.id(), attempt, serverId, place));
  }

  /**
   * The next bytes from an offset.
   *
   * @return empty at the end of what there is, and for attempt 0
   */
  byte[] read(Task task, int attempt, long offset) {
    if (attempt == 0) {
      return new byte[0];
    }
    if (local.has(task.reference(), attempt)) {
      return local.read(task.reference(), attempt, offset, LOCAL_CHUNK);
    }
    return hasPods || hasEnded(task, attempt)
        ? LogCopies.of(task, attempt)
            .map(copy -> readCopy(copy, offset))
            .orElseGet(() -> new byte[0])
        : new byte[0];
  }

  private Optional<String> copyOf(Task task, int attempt) {
    return LogCopies.of(task, attempt).filter(copy -> objects.find(copy).isPresent());
  }

  /** Empty also when there is no copy, or none yet. */
  private byte[] readCopy(String copy, long offset) {
    try (InputStream bytes = objects.read(copy, new ByteRange(offset, COPY_CHUNK))) {
      return bytes.readNBytes(COPY_CHUNK);
    } catch (PipelinesException exception) {
      if (exception.code() == ErrorCode.NOT_FOUND) {
        return new byte[0];
      }
      throw exception;
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "reading the log %s from byte %d: %s".formatted(copy, offset, exception),
          exception);
    }
  }
}
