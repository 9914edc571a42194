package io.pitwheel.launcher.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that {@link SpawnStarter} has started. One thread of ours waits for its end. */
final class SpawnedProcess extends Process {
  private final int processId;
  private final InputStream output;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private boolean isGone;

  SpawnedProcess(int processId, InputStream output) {
    this.processId = processId;
    this.output = output;
  }

  /** Blocks the thread until the process has ended; to be called once. */
  void awaitEnd() {
    try {
      SpawnCalls.awaitEnd(processId);
      exit.complete(takeExitCode());
    } catch (RuntimeException exception) {
      exit.completeExceptionally(exception);
    }
  }

  // Until here the number belongs to this process, ended or not, and to no other.
  private synchronized int takeExitCode() {
    isGone = true;
    return SpawnCalls.takeExitCode(processId);
  }

  private synchronized void send(int signal) {
    if (!isGone) {
      PosixSignals.send(processId, signal);
    }
  }

  @Override
  public long pid() {
    return processId;
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  /** Nothing: both outputs are one. */
  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  /** Nobody: it has no input. */
  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException exception) {
      throw unknown(exception);
    }
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      exit.get(timeout, unit);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException exception) {
      throw unknown(exception);
    }
  }

  @Override
  public int exitValue() {
    if (!exit.isDone()) {
      throw new IllegalThreadStateException("process " + processId + " has not ended");
    }
    return exit.join();
  }

  @Override
  public void destroy() {
    send(PosixSignals.TERMINATE);
  }

  @Override
  public Process destroyForcibly() {
    send(PosixSignals.KILL);
    return this;
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone();
  }

  private IllegalStateException unknown(ExecutionException exception) {
    return new IllegalStateException(
        "how process " + processId + " ended cannot be told", exception.getCause());
  }
}
