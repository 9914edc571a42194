package io.pitwheel.store.failure;

import java.sql.SQLException;

/** Trouble that no driver told of: its message is ours, and may be shown to anybody. */
public final class OwnTrouble extends SQLException {
  private static final long serialVersionUID = 1;

  public OwnTrouble(String message) {
    super(message);
  }

  public OwnTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}
