package io.pitwheel.objectstore.s3;

import io.pitwheel.objectstore.bucket.Transfers;
import io.pitwheel.objectstore.folder.BoundedStream;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Writes one key, in parts when it is large; gives up the parts when it fails. */
final class S3Writer {
  private static final int MEBIBYTE = 1024 * 1024;

  /** Files up to this are one request. */
  private static final long WHOLE = 64L * MEBIBYTE;

  /** Parts of a stream are held in memory, one at a time. 10,000 of them are 156 GiB. */
  private static final int STREAM_PART = 16 * MEBIBYTE;

  private static final int MAX_PARTS = 10_000;
  private static final String TYPE = "application/octet-stream";

  private final S3Client client;
  private final String bucket;
  private final String key;

  S3Writer(S3Client client, String bucket, String key) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
  }

  void write(Path file) {
    long size = sizeOf(file);
    if (size <= WHOLE) {
      client.putObject(request -> request.bucket(bucket).key(key), slice(file, 0, size));
      return;
    }
    long partSize = Math.max(WHOLE, Math.ceilDiv(size, MAX_PARTS));
    inParts(upload -> {
      List<Callable<CompletedPart>> parts = new ArrayList<>();
      for (long offset = 0; offset < size; offset += partSize) {
        RequestBody body = slice(file, offset, Math.min(partSize, size - offset));
        int number = parts.size() + 1;
        parts.add(() -> send(upload, number, body));
      }
      return Transfers.doAll(parts);
    });
  }

  void write(InputStream bytes) {
    byte[] first = next(bytes);
    if (first.length < STREAM_PART) {
      client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(first));
      return;
    }
    inParts(upload -> {
      List<CompletedPart> parts = new ArrayList<>();
      for (byte[] part = first; part.length > 0; part = next(bytes)) {
        parts.add(send(upload, parts.size() + 1, RequestBody.fromBytes(part)));
      }
      return parts;
    });
  }

  /** Sends all parts of an upload. */
  private interface Sending {
    List<CompletedPart> send(String upload);
  }

  private void inParts(Sending sending) {
    String upload =
        client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    boolean isComplete = false;
    try {
      new S3Completion(client, bucket, key).complete(upload, sending.send(upload));
      isComplete = true;
    } finally {
      if (!isComplete) {
        // Else the parts would be paid for and never seen.
        client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
      }
    }
  }

  private CompletedPart send(String upload, int number, RequestBody body) {
    UploadPartResponse sent =
        client.uploadPart(
            request -> request.bucket(bucket).key(key).uploadId(upload).partNumber(number), body);
    return CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build();
  }

  private static byte[] next(InputStream bytes) {
    try {
      return bytes.readNBytes(STREAM_PART);
    } catch (IOException exception) {
      throw new UncheckedIOException("reading what is to be written", exception);
    }
  }

  private long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "writing " + key, exception);
    }
  }

  /** Opened anew for each try. */
  private RequestBody slice(Path file, long offset, long length) {
    if (length == 0) {
      return RequestBody.empty();
    }
    return RequestBody.fromContentProvider(() -> open(file, offset, length), length, TYPE);
  }

  private InputStream open(Path file, long offset, long length) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(offset);
      return new BoundedStream(Channels.newInputStream(channel), length);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "writing " + key, exception);
    }
  }
}
