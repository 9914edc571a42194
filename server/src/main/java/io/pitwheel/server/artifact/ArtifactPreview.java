package io.pitwheel.server.artifact;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.StoredObject;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.stream.StreamedReplies;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /apis/v2beta1/artifacts/{artifact_id}:preview}: the first bytes of a file, to be shown
 * where they are; of a folder what is directly in it, as {@code {"entries": [{"name", "is_folder",
 * "size"}]}}. {@code ?path=} names something in a folder, {@code ?bytes=} how much of a file.
 */
public final class ArtifactPreview implements HttpService {
  private static final int USUAL_BYTES = 64 * 1024;
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int MAX_ENTRIES = 200;

  private final ArtifactFinder finder;
  private final ObjectStore objects;

  public ArtifactPreview(ArtifactFinder finder, ObjectStore objects) {
    this.finder = finder;
    this.objects = objects;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String artifactId = String.valueOf(context.pathParam("id"));
    String path = context.queryParams().get("path", "");
    String bytes = context.queryParams().get("bytes", String.valueOf(USUAL_BYTES));
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
                () -> answer(context, finder.require(artifactId), path, limit(bytes)),
                context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,7}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_BYTES) {
        return limit;
      }
    }
    throw PipelinesException.invalid(
        "bytes",
        "previewing an artifact, bytes: %s (expected: 1 to %d)"
            .formatted(text.replaceAll("\\p{Cntrl}", "?"), MAX_BYTES));
  }

  private HttpResponse answer(
      ServiceRequestContext context, Artifact artifact, String path, int limit) {
    String location = finder.locationOf(artifact, path);
    Optional<StoredObject> object = objects.find(location);
    if (object.isPresent()) {
      return beginning(context, artifact, object.get(), limit);
    }
    List<String> below = objects.list(location, MAX_ENTRIES);
    if (below.isEmpty() && !objects.exists(location)) {
      throw ArtifactDownload.gone(artifact, location);
    }
    return HttpReplies.json(
        new JsonObject(Map.of("entries", JsonValue.listOf(entries(location, below)))));
  }

  private List<JsonValue> entries(String location, List<String> below) {
    List<JsonValue> entries = new ArrayList<>();
    for (String place : below) {
      Optional<StoredObject> object = objects.find(place);
      var entry = new LinkedHashMap<String, JsonValue>();
      entry.put("name", JsonValue.of(place.substring(location.length() + 1)));
      entry.put("is_folder", JsonValue.of(object.isEmpty()));
      object.ifPresent(found -> entry.put("size", JsonValue.of((double) found.size())));
      entries.add(new JsonObject(entry));
    }
    return entries;
  }

  private HttpResponse beginning(
      ServiceRequestContext context, Artifact artifact, StoredObject object, int limit) {
    String name = object.location().substring(object.location().lastIndexOf('/') + 1);
    ResponseHeaders headers =
        ArtifactReplies.headers(HttpStatus.OK, ContentTypes.of(artifact, name))
            .set(HttpHeaderNames.CONTENT_DISPOSITION, "inline")
            .set("x-pitwheel-size", String.valueOf(object.size()))
            .contentLength(Math.min(limit, object.size()))
            .build();
    return ArtifactReplies.stream(
        context,
        headers,
        target -> {
          try (InputStream bytes = objects.read(object.location(), new ByteRange(0, limit))) {
            StreamedReplies.copy(bytes, target);
          }
        });
  }
}
