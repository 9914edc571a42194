package io.pitwheel.server.http;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.pitwheel.failure.PipelinesException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The REST door: gives each request to the RPC that its annotation names, in this process and
 * without going through gRPC's framing. Why this is not Armeria's transcoder: docs/adr/0007.
 */
public final class RestService implements HttpService {
  /** By which callers say of which trace a request is (W3C Trace Context). */
  private static final List<Metadata.Key<String>> OF_TRACES =
      List.of(
          Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
          Metadata.Key.of("tracestate", Metadata.ASCII_STRING_MARSHALLER));

  private final RouteTable routes;

  /**
   * One RPC as REST has it, for those who describe the routes.
   *
   * @param verb such as {@code GET}
   * @param path with variables in braces, such as {@code /apis/v2beta1/runs/{run_id}:archive}
   * @param variables the names in braces, in their order
   * @param body the field of the request that the body is; {@code *} for all of it; empty for none
   */
  public record RestRoute(
      String verb, String path, List<String> variables, String body, MethodDescriptor method) {
    public RestRoute {
      variables = List.copyOf(variables);
    }
  }

  public RestService(List<BindableService> services) {
    routes = new RouteTable(services);
  }

  /** Every route that is served, in no promised order. */
  public List<RestRoute> routes() {
    return routes.described();
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(this::answer, context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private HttpResponse answer(AggregatedHttpRequest request) {
    Route.Match match = routes.find(request.method().name(), pathOf(request.path()));
    String body = match.route().body().isEmpty() ? "" : bodyOf(request);
    QueryParams query = QueryParams.fromQueryString(queryOf(request.path()));
    boolean clearsTags =
        RequestReader.clearsTags(match.route(), body)
            || request.headers().contains(ClearedTags.HEADER, "true");
    Message message = RequestReader.read(match, query, body);
    Metadata headers = ClearedTags.headers(clearsTags);
    OF_TRACES.forEach(key -> handOn(request.headers().get(key.name()), key, headers));
    return UnaryCall.start(match.route().method(), message, headers)
        .thenApply(reply -> HttpReplies.json(MessagePrinter.print(reply)))
        .join();
  }

  private static void handOn(@Nullable String value, Metadata.Key<String> key, Metadata headers) {
    if (value != null) {
      headers.put(key, value);
    }
  }

  private static String bodyOf(AggregatedHttpRequest request) {
    if (request.content().isEmpty()) {
      return "";
    }
    requireJson(request.contentType());
    try {
      // Strict: bytes that are no UTF-8 are an error of the client, not a text with holes.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(request.content().array()))
          .toString();
    } catch (CharacterCodingException exception) {
      throw new PipelinesException(
          io.pitwheel.failure.ErrorCode.INVALID_ARGUMENT,
          "reading the body: not UTF-8 (expected: JSON in UTF-8)",
          exception);
    }
  }

  /** A page of another origin can post a form or a text without asking first, but not JSON. */
  private static void requireJson(@Nullable MediaType type) {
    if (type == null || !type.is(MediaType.JSON)) {
      throw new HttpReplies.UnsupportedContent(
          "reading the body: Content-Type %s (expected: application/json)"
              .formatted(type == null ? "is absent" : type));
    }
  }

  static String pathOf(String pathAndQuery) {
    int question = pathAndQuery.indexOf('?');
    return question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
  }

  static String queryOf(String pathAndQuery) {
    int question = pathAndQuery.indexOf('?');
    return question < 0 ? "" : pathAndQuery.substring(question + 1);
  }
}
