package io.pitwheel.objectstore.provider;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Secrets in files: {@code <folder>/<secret>/<key>}, as a cluster mounts them. */
public final class SecretFiles {
  private static final int MAX_BYTES = 64 * 1024;

  private final Path folder;

  public SecretFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The value of a key that a reference names, without a line's end.
   *
   * @param reference as in {@link ProviderFields#secretReference}
   * @param name of the member of the reference that names the key, such as {@code accessKeyKey}
   * @throws PipelinesException FAILED_PRECONDITION naming the file, never what is in it
   */
  public String read(Map<String, String> reference, String name) {
    String secret = reference.getOrDefault("secretName", "");
    String key = reference.getOrDefault(name, "");
    Path file = folder.resolve(secret).resolve(key).normalize();
    boolean isPlain =
        !secret.isEmpty()
            && !key.isEmpty()
            && file.getParent() != null
            && file.getParent().equals(folder.resolve(secret))
            && folder.equals(file.getParent().getParent());
    if (!isPlain) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading credentials of objectStore.providersFile: secretName \"%s\", %s \"%s\" (expected: the names of a folder below %s and of a file in it)"
              .formatted(secret, name, key, folder));
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw missing(file, "more than %d bytes".formatted(MAX_BYTES), null);
      }
      return Files.readString(file).strip();
    } catch (IOException exception) {
      throw missing(file, "not there or not readable", exception);
    }
  }

  private static PipelinesException missing(
      Path file, String reason, @org.jspecify.annotations.Nullable IOException exception) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "reading credentials: %s: %s (expected: a file with the value and nothing else)"
            .formatted(file, reason),
        exception);
  }
}
