package io.pitwheel.store.session;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A failure as three columns: code, message, path. */
public final class FailureColumns {
  private FailureColumns() {}

  /** The next three columns; null when there is no code. */
  public static @Nullable TaskFailure read(Row row) throws SQLException {
    String code = row.textOrNull();
    String message = row.textOrNull();
    String path = row.textOrNull();
    if (code == null) {
      return null;
    }
    return new TaskFailure(
        ErrorCode.valueOf(code), message == null ? "" : message, path == null ? "" : path);
  }
}
