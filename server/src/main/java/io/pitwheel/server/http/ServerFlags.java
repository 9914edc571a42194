package io.pitwheel.server.http;

import com.linecorp.armeria.common.FlagsProvider;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.common.util.TransportType;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the HTTP library is told about this process, found by its service loader: the JDK's own
 * transport and TLS, whose code is loaded anyway while native ones cost start-up, and no metrics,
 * which nobody reads yet.
 */
public final class ServerFlags implements FlagsProvider {
  /** The library's own defaults have 0. */
  private static final int PRIORITY = 10;

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public TransportType transportType() {
    return TransportType.NIO;
  }

  @Override
  public TlsEngineType tlsEngineType() {
    return TlsEngineType.JDK;
  }

  /** Who asks for the connection to be closed may wait for that. */
  @Override
  public Long defaultHttp1ConnectionCloseDelayMillis() {
    return 0L;
  }

  @Override
  public MeterRegistry meterRegistry() {
    return NoopMeterRegistry.get();
  }
}
