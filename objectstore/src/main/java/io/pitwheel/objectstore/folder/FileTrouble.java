package io.pitwheel.objectstore.folder;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Turns what a file system reports into one sentence with the path in it. The JDK's own messages
 * are often the bare path.
 */
public final class FileTrouble {
  private FileTrouble() {}

  /**
   * RESOURCE_EXHAUSTED for a full disk, a full quota or no file handles, else UNAVAILABLE.
   *
   * @param tried such as {@code writing the log}
   * @param path named unless the file system names another one
   */
  public static PipelinesException at(Path path, String tried, IOException exception) {
    String reason = reason(exception);
    return new PipelinesException(
        isExhaustion(reason) ? ErrorCode.RESOURCE_EXHAUSTED : ErrorCode.UNAVAILABLE,
        "%s: %s: %s".formatted(tried, placeOf(path, exception), reason),
        exception);
  }

  /** Why, in words, without the path. */
  public static String reason(IOException exception) {
    return switch (exception) {
      case NoSuchFileException _ -> "no such file or folder";
      case FileAlreadyExistsException _ -> "a file is in the way (expected: a folder)";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "not a folder";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case FileSystemException file when file.getReason() != null ->
          String.valueOf(file.getReason());
      case FileNotFoundException _ -> lastParentheses(String.valueOf(exception.getMessage()));
      default -> String.valueOf(exception.getMessage());
    };
  }

  // Such as "/a/b (Too many open files)"; the path is named already.
  private static String lastParentheses(String message) {
    int start = message.lastIndexOf('(');
    return start >= 0 && message.endsWith(")")
        ? message.substring(start + 1, message.length() - 1)
        : message;
  }

  private static boolean isExhaustion(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    return lower.contains("no space left")
        || lower.contains("quota exceeded")
        || lower.contains("too many open files");
  }

  private static String placeOf(Path path, IOException exception) {
    return exception instanceof FileSystemException file && file.getFile() != null
        ? String.valueOf(file.getFile())
        : path.toString();
  }
}
