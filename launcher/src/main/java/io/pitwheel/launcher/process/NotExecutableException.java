package io.pitwheel.launcher.process;

import java.io.IOException;

/** The file may be executed, but the system does not know how: {@code ENOEXEC}. */
final class NotExecutableException extends IOException {
  private static final long serialVersionUID = 1L;

  NotExecutableException(String message) {
    super(message);
  }
}
