package io.pitwheel.server.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.pitwheel.trust.Distrust;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans, and says of a collector that does not take them why: once, until it takes some
 * again. The library says the same to another log, without the certificate and without an end.
 */
final class TellingExporter implements SpanExporter {
  private static final Logger LOGGER = LoggerFactory.getLogger(TellingExporter.class);

  /** Kept, since whoever is set and not kept is forgotten. */
  private static final java.util.logging.Logger OF_THE_LIBRARY =
      java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

  static {
    OF_THE_LIBRARY.setLevel(Level.OFF);
  }

  private final SpanExporter exporter;
  private final String address;
  private final AtomicBoolean isTold = new AtomicBoolean();

  TellingExporter(SpanExporter exporter, String address) {
    this.exporter = exporter;
    this.address = address;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> tell(result));
  }

  private void tell(CompletableResultCode result) {
    if (result.isSuccess()) {
      isTold.set(false);
    } else if (isTold.compareAndSet(false, true)) {
      LOGGER.atWarn().log(words(address, result.getFailureThrowable()));
    }
  }

  /** What is said of a collector, and what it should be. */
  static String words(String address, @Nullable Throwable thrown) {
    String start = "sending traces to %s: ".formatted(address);
    if (thrown == null) {
      return start + "refused (expected: a collector that takes OTLP over HTTP; spans are dropped)";
    }
    return Distrust.find(thrown)
        .map(distrust ->
            start
                + distrust.getMessage()
                + " (expected: a certificate of an authority in tls.caFile or in Java's own list; spans are dropped)")
        .orElseGet(() ->
            start
                + Distrust.rootOf(thrown)
                + " (expected: a collector that takes OTLP over HTTP; spans are dropped)");
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
