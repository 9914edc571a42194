package io.pitwheel.launcher.pod;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * An answer that has begun.
 *
 * @param tag its header {@code ETag}; empty for none
 * @param body read once
 */
record HttpAnswer(int status, String tag, InputStream body) implements AutoCloseable {
  private static final int OK = 200;
  private static final int FIRST_OTHER = 300;
  private static final int TOO_EARLY = 425;
  private static final int TIMED_OUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_OF_SERVER = 500;

  /** How much of an error is read. */
  private static final int MAX_ERROR_BYTES = 4 * 1024;

  boolean isGood() {
    return status >= OK && status < FIRST_OTHER;
  }

  /** Whether the same request may be answered well later. */
  boolean isTransient() {
    return status >= FIRST_OF_SERVER
        || status == TIMED_OUT
        || status == TOO_EARLY
        || status == TOO_MANY_REQUESTS;
  }

  /** All of it. */
  String text() throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The beginning, for messages. */
  String beginning() throws IOException {
    return new String(body.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
