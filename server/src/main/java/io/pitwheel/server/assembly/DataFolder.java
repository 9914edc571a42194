package io.pitwheel.server.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data folder while this process owns it: private to the user, locked against other servers,
 * and with the file {@code server.json} that tells clients where the server is.
 */
final class DataFolder implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(DataFolder.class);
  private static final String SERVER_FILE = "server.json";
  private static final String LOCK_FILE = "server.lock";
  private static final String SERVER_ID_FILE = "server-id";
  private static final int SECRET_BYTES = 32;

  private final Path path;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel lockChannel, FileLock lock) {
    this.path = path;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /**
   * Makes the folder when it is not there, and locks it.
   *
   * @throws PipelinesException ABORTED, naming the pid, when another server owns it; UNAVAILABLE
   *     with the path when it cannot be made or written
   */
  static DataFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      makePrivate(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK_FILE),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              onlyOwner());
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw owned(folder);
      }
      return new DataFolder(folder, channel, lock);
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          ("opening the data folder %s: %s (expected: a folder that this user may make and write;"
                  + " --data or PITWHEEL_DATA names another)")
              .formatted(folder, reasonOf(exception)),
          exception);
    }
  }

  Path path() {
    return path;
  }

  /** What tells the server of this folder from others on the same database; kept. */
  String serverId() {
    Path file = path.resolve(SERVER_ID_FILE);
    try {
      if (!Files.exists(file)) {
        writePrivate(file, randomHex());
      }
      return Files.readString(file, UTF_8).strip();
    } catch (IOException exception) {
      throw unusable("reading " + file, exception);
    }
  }

  /** Tells clients of this folder where the server is. No route asks for the token yet. */
  void announce(String address, String grpcAddress) {
    var members =
        new TreeMap<String, JsonValue>(
            Map.of(
                "address", JsonValue.of(address),
                "grpc_address", JsonValue.of(grpcAddress),
                "pid", JsonValue.of((double) ProcessHandle.current().pid()),
                "token", JsonValue.of(randomHex())));
    Path file = path.resolve(SERVER_FILE);
    try {
      writePrivate(file, JsonWriter.write(new JsonObject(members)) + "\n");
    } catch (IOException exception) {
      throw unusable("writing " + file, exception);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(SERVER_FILE));
      lock.release();
      lockChannel.close();
    } catch (IOException exception) {
      throw unusable("leaving the data folder " + path, exception);
    }
  }

  private static void makePrivate(Path folder) throws IOException {
    Set<PosixFilePermission> wanted = PosixFilePermissions.fromString("rwx------");
    boolean isNew = !Files.isDirectory(folder);
    Files.createDirectories(folder);
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(folder);
    if (found.equals(wanted)) {
      return;
    }
    Files.setPosixFilePermissions(folder, wanted);
    if (!isNew) {
      LOGGER
          .atWarn()
          .log(
              "the data folder {} had the mode {} and has {} now, for what tasks print and make is"
                  + " nobody else's",
              folder,
              PosixFilePermissions.toString(found),
              PosixFilePermissions.toString(wanted));
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException exception) {
      // A server in this very process has it.
      return null;
    }
  }

  /** Whole or not at all: readers may look at any moment. */
  private static void writePrivate(Path file, String text) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(written);
    Files.createFile(written, onlyOwner());
    Files.writeString(written, text, UTF_8);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?> onlyOwner() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  private static String randomHex() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  private static PipelinesException owned(Path folder) {
    return new PipelinesException(
        ErrorCode.ABORTED,
        "opening the data folder %s: a server with %s owns it (expected: no other server)"
            .formatted(folder, owner(folder)));
  }

  private static String owner(Path folder) {
    try {
      JsonValue file = JsonReader.read(Files.readString(folder.resolve(SERVER_FILE), UTF_8));
      if (file instanceof JsonObject object
          && object.members().get("pid") instanceof JsonNumber pid) {
        return "pid %d".formatted((long) pid.value());
      }
      return "unknown pid";
    } catch (IOException | PipelinesException exception) {
      // It is just starting, or ending.
      return "unknown pid";
    }
  }

  private static String reasonOf(IOException exception) {
    return switch (exception) {
      case FileAlreadyExistsException found -> found.getFile() + " is no folder";
      case AccessDeniedException denied -> "this user may not write " + denied.getFile();
      case NoSuchFileException missing -> missing.getFile() + " cannot be made there";
      case FileSystemException other ->
          other.getReason() == null ? String.valueOf(other) : String.valueOf(other.getReason());
      default -> String.valueOf(exception.getMessage());
    };
  }

  private static PipelinesException unusable(String what, IOException exception) {
    return new PipelinesException(ErrorCode.UNAVAILABLE, what + ": " + exception, exception);
  }
}
