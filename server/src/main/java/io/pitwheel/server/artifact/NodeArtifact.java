package io.pitwheel.server.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.artifact.Artifact;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.StoredObject;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.server.stream.StreamedReplies;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/**
 * KFP's {@code GET /apis/v2beta1/runs/{run_id}/nodes/{node_id}/artifacts/{artifact_name}:read}:
 * {@code {"data": "<base64>"}}, made while it is sent. A node is a task, by its id.
 */
public final class NodeArtifact implements HttpService {
  private final ArtifactFinder finder;
  private final RunReader reader;
  private final ObjectStore objects;

  public NodeArtifact(ArtifactFinder finder, RunReader reader, ObjectStore objects) {
    this.finder = finder;
    this.reader = reader;
    this.objects = objects;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String runId = String.valueOf(context.pathParam("run"));
    String nodeId = String.valueOf(context.pathParam("node"));
    String name = String.valueOf(context.pathParam("name"));
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
                () ->
                    answer(context, finder.requireOutput(reader.requireTask(runId, nodeId), name)),
                context.blockingTaskExecutor())
            .exceptionally(HttpReplies::uploadFailure));
  }

  private HttpResponse answer(ServiceRequestContext context, Artifact artifact) {
    String location = finder.locationOf(artifact, "");
    StoredObject object =
        objects.find(location).orElseThrow(() -> ArtifactDownload.gone(artifact, location));
    return ArtifactReplies.stream(
        context,
        ArtifactReplies.headers(HttpStatus.OK, MediaType.JSON).build(),
        target -> write(object, target));
  }

  private void write(StoredObject object, OutputStream target) throws IOException {
    target.write("{\"data\":\"".getBytes(UTF_8));
    try (InputStream bytes = objects.read(object.location(), ByteRange.ALL);
        OutputStream encoded = Base64.getEncoder().wrap(new KeptOpen(target))) {
      StreamedReplies.copy(bytes, encoded);
    }
    target.write("\"}".getBytes(UTF_8));
  }

  /** The end of what is encoded is not the end of the answer. */
  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
