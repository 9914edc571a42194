package io.pitwheel.launcher.log;

import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The log file of one attempt. Takes bytes as they come, so readers can follow. After the bound it
 * keeps only the last piece in memory and writes that at the end: where a program prints too much,
 * the reason why it failed is last. Safe for several threads.
 */
public final class TaskLog implements LogSink, AutoCloseable {
  private static final int TAIL_BYTES = 64 * 1024;

  private final Path path;
  private final long maxBytes;
  private final OutputStream file;
  private final TailBuffer tail = new TailBuffer(TAIL_BYTES);
  private final List<String> warnings = new ArrayList<>();
  private long written;
  private boolean broken;
  private boolean closed;

  private TaskLog(Path path, long maxBytes, OutputStream file) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.file = file;
  }

  /**
   * Makes the file and its folders; an older one of the same attempt is replaced.
   *
   * @throws io.pitwheel.failure.PipelinesException naming the path when that cannot be done
   */
  public static TaskLog open(Path path, long maxBytes) {
    try {
      // Not a channel: an interrupt of the writing thread would close it.
      Path folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return new TaskLog(path, maxBytes, new FileOutputStream(path.toFile()));
    } catch (IOException exception) {
      throw FileTrouble.at(path, "opening the task's log", exception);
    }
  }

  @Override
  public synchronized void append(byte[] bytes, int length) {
    if (closed) {
      return;
    }
    int fitting = (int) Math.clamp(maxBytes - written, 0L, length);
    if (fitting > 0) {
      write(bytes, fitting);
      written += fitting;
    }
    if (fitting == length) {
      return;
    }
    if (tail.total() == 0) {
      note(
          "the log reached %d bytes; what follows is left out, but for its end"
              .formatted(maxBytes));
    }
    tail.append(Arrays.copyOfRange(bytes, fitting, length), length - fitting);
  }

  /** Adds a line of ours, so marked. */
  public synchronized void note(String line) {
    byte[] bytes = ("\n[pitwheel] " + line + "\n").getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length);
  }

  /** What the user should know about this log. Complete once it is closed. */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (tail.total() > 0) {
      byte[] last = tail.bytes();
      note("%d bytes were left out; the last %d follow".formatted(tail.total(), last.length));
      write(last, last.length);
      warnings.add(
          "the task printed %d bytes; its log %s holds the first %d and the last %d"
              .formatted(maxBytes + tail.total(), path, maxBytes, last.length));
    }
    try {
      file.close();
    } catch (IOException exception) {
      breakOff(exception);
    }
  }

  private void write(byte[] bytes, int length) {
    if (broken) {
      // The command goes on and must not wait for us.
      return;
    }
    try {
      file.write(bytes, 0, length);
    } catch (IOException exception) {
      breakOff(exception);
    }
  }

  private void breakOff(IOException exception) {
    if (!broken) {
      broken = true;
      warnings.add(FileTrouble.at(path, "writing the task's log", exception).getMessage());
    }
  }
}
