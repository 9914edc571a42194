package io.pitwheel.server;

import io.pitwheel.engine.Engine;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Remembers what it was told and does nothing. */
public final class RecordingEngine implements Engine {
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

  @Override
  public void submit(String runId) {
    calls.add("submit " + runId);
  }

  @Override
  public void terminate(String runId) {
    calls.add("terminate " + runId);
  }

  @Override
  public void retry(String runId) {
    calls.add("retry " + runId);
  }

  /** The next call, whenever it comes. */
  public String takeCall() throws InterruptedException {
    return calls.take();
  }

  public boolean hasNoCall() {
    return calls.isEmpty();
  }
}
