package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunTokens;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * The token by which a pod is known: a file that the cluster writes anew long before it expires, so
 * it is read for each call. Its audience names the run, and it is good for nothing else.
 */
final class RunToken {
  private static final int PARTS = 3;

  private final Path file;

  RunToken(Path file) {
    this.file = file;
  }

  /** The token as it is now. */
  String read() {
    try {
      return Files.readString(file).strip();
    } catch (IOException exception) {
      throw FileTrouble.at(file, "reading the token of the run", exception);
    }
  }

  /**
   * The run that its audience names.
   *
   * @throws PipelinesException FAILED_PRECONDITION when it is no token of a run
   */
  String runId() {
    String[] parts = read().split("\\.", -1);
    if (parts.length != PARTS) {
      throw refused("%d parts".formatted(parts.length), "three with dots between them");
    }
    return audiences(parts[1]).stream()
        .filter(audience -> audience.startsWith(RunTokens.AUDIENCE))
        .map(audience -> audience.substring(RunTokens.AUDIENCE.length()))
        .findFirst()
        .orElseThrow(() -> refused("another audience", RunTokens.AUDIENCE + "<run id>"));
  }

  private List<String> audiences(String claims) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
      if (JsonReader.read(text) instanceof JsonObject object) {
        return switch (object.members().get("aud")) {
          case JsonText(String audience) -> List.of(audience);
          case JsonList(var values) ->
              values.stream()
                  .flatMap(value ->
                      value instanceof JsonText(String audience)
                          ? List.of(audience).stream()
                          : List.<String>of().stream())
                  .toList();
          case null, default -> List.of();
        };
      }
    } catch (IllegalArgumentException | PipelinesException exception) {
      throw refused("claims that cannot be read", "JSON in base64");
    }
    return List.of();
  }

  private PipelinesException refused(String found, String expected) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "reading the run from the token in %s: it has %s (expected: %s)"
            .formatted(file, found, expected));
  }
}
