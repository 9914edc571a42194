package io.pitwheel.cli.connection;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.pitwheel.cli.outcome.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the server that owns a data folder says of itself in {@code DATA/server.json}.
 *
 * @param processId of the server; it may be gone, and the number another process's
 * @param token to be sent with requests; empty for none
 */
record ServerFile(URI address, long processId, String token) {
  private static final String NAME = "server.json";

  /**
   * Reads the file of a data folder; empty when there is none, or one that is being written or was
   * cut short by a crash: the lock of the folder, not this file, says who owns it.
   */
  static Optional<ServerFile> read(Path dataFolder) {
    Path file = dataFolder.resolve(NAME);
    try {
      JsonObject object = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      String token = object.has("token") ? object.get("token").getAsString() : "";
      return Optional.of(
          new ServerFile(
              URI.create(object.get("address").getAsString()),
              object.get("pid").getAsLong(),
              token));
    } catch (NoSuchFileException exception) {
      return Optional.empty();
    } catch (IOException exception) {
      throw CommandFailure.trouble(
          "reading %s: %s (expected: a file this user can read)".formatted(file, exception),
          exception);
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException exception) {
      return Optional.empty();
    }
  }

  boolean isProcessAlive() {
    return ProcessHandle.of(processId).map(ProcessHandle::isAlive).orElse(false);
  }
}
