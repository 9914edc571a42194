package io.pitwheel.server.artifact;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.StoredObject;
import io.pitwheel.server.stream.StreamedReplies;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder of a store as a zip archive, made while it is sent. */
final class FolderArchive {
  private static final int BUFFER = 64 * 1024;

  private final ObjectStore objects;
  private final String location;

  FolderArchive(ObjectStore objects, String location) {
    this.objects = objects;
    this.location = location;
  }

  void writeTo(OutputStream target) throws IOException {
    var archive = new ZipOutputStream(new BufferedOutputStream(target, BUFFER));
    // Models and pictures are dense already; the line is quicker than a tight compression.
    archive.setLevel(Deflater.BEST_SPEED);
    try (Stream<StoredObject> found = objects.walk(location)) {
      for (StoredObject object : (Iterable<StoredObject>) found::iterator) {
        add(archive, object);
      }
    }
    archive.finish();
    archive.flush();
  }

  private void add(ZipOutputStream archive, StoredObject object) throws IOException {
    var entry = new ZipEntry(object.location().substring(location.length() + 1));
    entry.setTime(object.modifiedAt().toEpochMilli());
    archive.putNextEntry(entry);
    try (InputStream bytes = objects.read(object.location(), ByteRange.ALL)) {
      StreamedReplies.copy(bytes, archive);
    }
    archive.closeEntry();
  }
}
