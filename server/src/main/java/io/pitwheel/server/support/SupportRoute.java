package io.pitwheel.server.support;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.objectstore.ContentDisposition;
import io.pitwheel.run.Run;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.server.stream.StreamedReplies;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /apis/v2beta1/runs/{run_id}/support}: a zip archive with everything that is known of a
 * run.
 */
public final class SupportRoute implements HttpService {
  private final RunReader reader;
  private final SupportArchive archive;

  public SupportRoute(RunReader reader, SupportArchive archive) {
    this.reader = reader;
    this.archive = archive;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String runId = String.valueOf(context.pathParam("run_id"));
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
                () -> answer(context, reader.require(runId)), context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private HttpResponse answer(ServiceRequestContext context, Run run) {
    ResponseHeaders headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.ZIP)
            .set(
                HttpHeaderNames.CONTENT_DISPOSITION,
                ContentDisposition.attachment("pitwheel-support-%s.zip".formatted(run.id())))
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build();
    return StreamedReplies.stream(
        context, headers, "what is known of run " + run.id(), target -> archive.write(run, target));
  }
}
