package io.pitwheel.server.artifact;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ContentDisposition;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.StoredObject;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.stream.StreamedReplies;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /apis/v2beta1/artifacts/{artifact_id}:download}: the bytes, whole or by a {@code
 * Range}; a folder as a zip archive. {@code ?path=} names something in a folder.
 */
public final class ArtifactDownload implements HttpService {
  private final ArtifactFinder finder;
  private final ObjectStore objects;

  public ArtifactDownload(ArtifactFinder finder, ObjectStore objects) {
    this.finder = finder;
    this.objects = objects;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String artifactId = String.valueOf(context.pathParam("id"));
    String path = context.queryParams().get("path", "");
    String range = request.headers().get(HttpHeaderNames.RANGE, "");
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
                () -> answer(context, finder.require(artifactId), path, range),
                context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private HttpResponse answer(
      ServiceRequestContext context, Artifact artifact, String path, String range) {
    String location = finder.locationOf(artifact, path);
    String name = location.substring(location.lastIndexOf('/') + 1);
    Optional<StoredObject> object = objects.find(location);
    if (object.isPresent()) {
      MediaType type = ContentTypes.of(artifact, name);
      return file(context, object.get(), RequestedRange.of(range, object.get().size()), type);
    }
    if (!objects.exists(location)) {
      throw gone(artifact, location);
    }
    ResponseHeadersBuilder headers =
        ArtifactReplies.headers(HttpStatus.OK, MediaType.ZIP)
            .set(HttpHeaderNames.CONTENT_DISPOSITION, ContentDisposition.attachment(name + ".zip"));
    return ArtifactReplies.stream(
        context, headers.build(), target -> new FolderArchive(objects, location).writeTo(target));
  }

  private HttpResponse file(
      ServiceRequestContext context, StoredObject object, RequestedRange range, MediaType type) {
    String name = object.location().substring(object.location().lastIndexOf('/') + 1);
    return switch (range) {
      case RequestedRange.Outside outside ->
          HttpResponse.of(
              ArtifactReplies.headers(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, type)
                  .set(HttpHeaderNames.CONTENT_RANGE, outside.text())
                  .build());
      case RequestedRange.Whole(long size) ->
          send(context, object, ByteRange.ALL, fileHeaders(HttpStatus.OK, type, name, size));
      case RequestedRange.Part part ->
          send(
              context,
              object,
              part.range(),
              fileHeaders(HttpStatus.PARTIAL_CONTENT, type, name, part.range().length())
                  .set(HttpHeaderNames.CONTENT_RANGE, part.text()));
    };
  }

  private static ResponseHeadersBuilder fileHeaders(
      HttpStatus status, MediaType type, String name, long length) {
    return ArtifactReplies.headers(status, type)
        .set(HttpHeaderNames.ACCEPT_RANGES, "bytes")
        .set(HttpHeaderNames.CONTENT_DISPOSITION, ContentDisposition.attachment(name))
        .contentLength(length);
  }

  private HttpResponse send(
      ServiceRequestContext context,
      StoredObject object,
      ByteRange range,
      ResponseHeadersBuilder headers) {
    return ArtifactReplies.stream(
        context,
        headers.build(),
        target -> {
          try (InputStream bytes = objects.read(object.location(), range)) {
            StreamedReplies.copy(bytes, target);
          }
        });
  }

  /** What is said of an artifact whose bytes somebody deleted. */
  static PipelinesException gone(Artifact artifact, String location) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND,
        "reading artifact %s: no file and no folder stands at %s"
            .formatted(artifact.id(), location));
  }
}
