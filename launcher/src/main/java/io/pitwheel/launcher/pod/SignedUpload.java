package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.bucket.Patience;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.bucket.Transfers;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Writes a file of any size at one location: whole, or in parts of which several are under way at
 * once. What breaks is sent again, the part alone.
 */
record SignedUpload(SignedBuckets buckets, String location) {
  private static final String TRIED = "writing to the object store";

  void write(Path file) {
    long size = sizeOf(file);
    if (size <= buckets.partBytes()) {
      put("PUT", new JsonMembers(), new Piece(file, 0, size));
    } else {
      writeParts(file, size);
    }
  }

  /** The first bytes of a file that grows. */
  void writeBeginning(Path file, long length) {
    put("PUT", new JsonMembers(), new Piece(file, 0, length));
  }

  private void writeParts(Path file, long size) {
    String upload = begin();
    try {
      var parts = new ArrayList<Callable<JsonValue>>();
      long partBytes = Math.max(buckets.partBytes(), size / SignedAccess.MAX_PARTS + 1);
      for (long offset = 0; offset < size; offset += partBytes) {
        int number = parts.size() + 1;
        var piece = new Piece(file, offset, Math.min(partBytes, size - offset));
        parts.add(() -> writePart(upload, number, piece));
      }
      List<JsonValue> written = Transfers.doAll(parts);
      call("completeParts", of(upload).put("parts", written));
    } catch (PipelinesException exception) {
      abandon(upload, exception);
      throw exception;
    }
  }

  private String begin() {
    if (call("beginParts", new JsonMembers()).members().get("upload")
        instanceof JsonText(String upload)) {
      return upload;
    }
    throw new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "beginning %s in parts: the server's answer has no upload".formatted(location));
  }

  private JsonValue writePart(String upload, int number, Piece piece) {
    JsonMembers further = of(upload).put("part", JsonValue.of((double) number));
    String tag = put("PUT_PART", further, piece);
    return new JsonMembers().put("number", JsonValue.of((double) number)).put("tag", tag).build();
  }

  // One try: what is left behind costs room, and the upload has failed already.
  private void abandon(String upload, PipelinesException reason) {
    try {
      var once = new SignedUpload(buckets.with(Patience.none()), location);
      once.call("abandonParts", of(upload));
    } catch (PipelinesException exception) {
      reason.addSuppressed(exception);
    }
  }

  private String put(String method, JsonMembers further, Piece piece) {
    var object = new SignedObject(buckets, location);
    return buckets.calls().patience().until(TRIED, () -> object.put(method, further, piece));
  }

  private JsonObject call(String method, JsonMembers further) {
    return buckets
        .calls()
        .call(
            method,
            "writing %s in parts".formatted(location),
            buckets.task().members().put("location", location).putAll(further.build()).build());
  }

  private static JsonMembers of(String upload) {
    return new JsonMembers().put("upload", upload);
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "publishing a file", exception);
    }
  }

  /** A part of a file, read as it is sent, as often as it is sent. */
  private record Piece(Path file, long offset, long length) implements PlainHttp.Body {
    private static final int BUFFER_BYTES = 128 * 1024;

    @Override
    public void writeTo(OutputStream target) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(length, 1, BUFFER_BYTES));
      try (FileChannel channel = open()) {
        long sent = 0;
        while (sent < length) {
          buffer.clear().limit((int) Math.min(buffer.capacity(), length - sent));
          int count = read(channel, buffer, offset + sent);
          target.write(buffer.array(), 0, count);
          sent += count;
        }
      }
    }

    // What this machine refuses is no trouble of who receives: no other try would help.
    private FileChannel open() {
      try {
        return FileChannel.open(file);
      } catch (IOException exception) {
        throw FileTrouble.at(file, TRIED, exception);
      }
    }

    private int read(FileChannel channel, ByteBuffer buffer, long position) {
      try {
        int count = channel.read(buffer, position);
        if (count < 0) {
          throw new EOFException("it became shorter while it was sent");
        }
        return count;
      } catch (IOException exception) {
        throw FileTrouble.at(file, TRIED, exception);
      }
    }
  }
}
