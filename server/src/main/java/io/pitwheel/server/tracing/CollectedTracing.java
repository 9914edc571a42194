package io.pitwheel.server.tracing;

import com.linecorp.armeria.server.HttpService;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.pitwheel.store.Stores;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.TrustedAuthorities;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Traces that a collector gets by OTLP over HTTP. A collector that is away costs nothing. */
final class CollectedTracing implements Tracing {
  private static final String PATH = "/v1/traces";
  private static final Duration LONGEST_SEND = Duration.ofSeconds(5);

  /** Spans that wait to be sent; further ones are dropped. */
  private static final int MAX_WAITING = 20_000;

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private @Nullable RunSpans runs;

  /**
   * @param endpoint of the collector, such as {@code http://127.0.0.1:4318}
   * @param outgoing who vouches for it, and through whom it is reached
   */
  CollectedTracing(String endpoint, OutgoingConnections outgoing) {
    String address = withPath(endpoint);
    var exporter = OtlpHttpSpanExporter.builder().setEndpoint(address);
    exporter.setTimeout(LONGEST_SEND);
    if (outgoing.proxy().exists()) {
      exporter.setProxy(ProxyOptions.create(outgoing.proxy().selector()));
    }
    if (address.startsWith("https:")) {
      TrustedAuthorities trusted = outgoing.authorities();
      exporter.setSslContext(trusted.context(), trusted.trustManager());
    }
    var attributes = Attributes.of(AttributeKey.stringKey("service.name"), "pitwheel");
    provider =
        SdkTracerProvider.builder()
            .setResource(Resource.create(attributes))
            .setIdGenerator(new RunTraceIds())
            .addSpanProcessor(
                BatchSpanProcessor.builder(new TellingExporter(exporter.build(), address))
                    .setMaxQueueSize(MAX_WAITING)
                    .build())
            .build();
    tracer = provider.get("io.pitwheel");
  }

  private static String withPath(String endpoint) {
    String bare = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    return bare.endsWith(PATH) ? bare : bare + PATH;
  }

  @Override
  public List<ServerInterceptor> interceptors() {
    return List.of(new CallSpans(tracer));
  }

  @Override
  public HttpService traced(String call, HttpService route) {
    return new RouteSpans(tracer, call, route);
  }

  @Override
  public void watch(Stores stores) {
    var watching = new RunSpans(tracer, stores);
    runs = watching;
    watching.start();
  }

  @Override
  public void close() {
    RunSpans watching = runs;
    if (watching != null) {
      watching.close();
    }
    provider.shutdown().join(LONGEST_SEND.toSeconds(), TimeUnit.SECONDS);
  }
}
