package io.pitwheel.server.pipeline;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.multipart.AggregatedBodyPart;
import com.linecorp.armeria.common.multipart.AggregatedMultipart;
import com.linecorp.armeria.common.multipart.Multipart;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.guard.TextGuard;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.http.MessagePrinter;
import io.pitwheel.server.limits.Places;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The multipart routes {@code pipelines/upload} and {@code pipelines/upload_version}: the file in
 * the part {@code uploadfile}, everything else in the query, as KFP's SDK sends them.
 */
public final class UploadRoute implements HttpService {
  private static final String PART = "uploadfile";

  /** The longest file, and what a form has around it: names, boundaries and their headers. */
  private static final long MAX_BYTES = PackageReader.MAX_BYTES + 64L * 1024;

  private final Places places;
  private final Use use;

  private UploadRoute(Places places, Use use) {
    this.places = places;
    this.use = use;
  }

  /** What is done with an upload. */
  private interface Use {
    Message apply(QueryParams query, String fileName, PipelineSpecification specification);
  }

  /**
   * Makes a pipeline with its first version.
   *
   * @param places shared by all uploads
   */
  public static UploadRoute ofPipelines(PipelineUploader uploader, Places places) {
    return new UploadRoute(
        places,
        (query, fileName, specification) ->
            PipelineTranslator.toMessage(
                uploader.create(naming(query, fileName), content(query, specification), Map.of())));
  }

  /** Adds a version to the pipeline that the parameter {@code pipelineid} names. */
  public static UploadRoute ofVersions(
      PipelineUploader uploader, PipelineTranslator translator, Places places) {
    return new UploadRoute(
        places,
        (query, fileName, specification) -> {
          String pipelineId = text(query, "pipelineid");
          uploader.requireKnown(pipelineId);
          return translator.toMessage(
              uploader.addVersion(
                  pipelineId, naming(query, fileName), content(query, specification)));
        });
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      return HttpReplies.failure(
          new PipelinesException(
              ErrorCode.UNIMPLEMENTED,
              "calling %s %s: the path has no such verb"
                  .formatted(request.method(), context.path())));
    }
    try {
      requireBounded(request.headers().contentLength());
      places.take(context);
    } catch (PipelinesException | ContentTooLargeException exception) {
      // After the body, which is dropped as it comes: who still sends hears no answer.
      return HttpResponse.of(
          request.subscribe().handle((_, _) -> HttpReplies.uploadFailure(exception)));
    }
    context.setMaxRequestLength(MAX_BYTES);
    return HttpResponse.of(
        parts(request)
            .thenApplyAsync(
                parts -> answer(context.queryParams(), parts), context.blockingTaskExecutor())
            .exceptionally(HttpReplies::uploadFailure));
  }

  private static void requireBounded(long length) {
    if (length > MAX_BYTES) {
      throw ContentTooLargeException.builder()
          .maxContentLength(MAX_BYTES)
          .contentLength(length)
          .build();
    }
  }

  /** Whole before it is taken apart, so that the bound on requests holds for broken ones too. */
  private static CompletableFuture<AggregatedMultipart> parts(HttpRequest request) {
    return request
        .aggregate()
        .thenCompose(whole -> {
          requireMultipart(whole);
          return Multipart.from(whole.toHttpRequest())
              .aggregate()
              .exceptionallyCompose(problem -> CompletableFuture.failedFuture(broken(problem)));
        });
  }

  // The whole body is here already: what can fail now is only its form.
  private static PipelinesException broken(Throwable problem) {
    Throwable cause = problem.getCause() == null ? problem : problem.getCause();
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "reading an upload: %s (expected: a whole multipart/form-data body)"
            .formatted(cause.getMessage()),
        PART,
        cause);
  }

  private static void requireMultipart(AggregatedHttpRequest request) {
    MediaType type = request.contentType();
    if (type == null
        || !type.is(MediaType.MULTIPART_FORM_DATA)
        || type.parameters().getOrDefault("boundary", List.of()).isEmpty()) {
      throw PipelinesException.invalid(
          "Content-Type",
          "reading an upload: Content-Type %s (expected: multipart/form-data with a boundary)"
              .formatted(type));
    }
  }

  private HttpResponse answer(QueryParams query, AggregatedMultipart parts) {
    AggregatedBodyPart part = parts.field(PART);
    if (part == null) {
      throw PipelinesException.invalid(
          PART, "reading an upload: parts %s (expected: %s)".formatted(parts.names(), PART));
    }
    String fileName = part.filename() == null ? "" : part.filename();
    byte[] file = part.content().array();
    PipelineSpecification specification =
        places.inTurn(
            () -> PipelineDocumentReader.read(PackageReader.read(fileName, file)).specification());
    return HttpReplies.json(MessagePrinter.print(use.apply(query, fileName, specification)));
  }

  private static Naming naming(QueryParams query, String fileName) {
    Map<String, String> tags = Tags.parse(text(query, "tags"));
    tags.forEach((key, value) -> {
      TextGuard.requireText("tags", key);
      TextGuard.requireText("tags." + key, value);
    });
    return Naming.of(
            text(query, "name"), text(query, "display_name"), text(query, "description"), tags)
        .orElse(TextGuard.requireText("filename", fileName));
  }

  private static VersionContent content(QueryParams query, PipelineSpecification specification) {
    return new VersionContent(
        specification, "", PackageUrls.requireSource(text(query, "code_source_url")));
  }

  /** Empty when the query has it not. */
  private static String text(QueryParams query, String name) {
    return TextGuard.requireText(name, query.get(name, ""));
  }
}
