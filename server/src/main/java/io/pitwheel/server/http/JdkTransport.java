package io.pitwheel.server.http;

import com.linecorp.armeria.common.FlagsProvider;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.common.util.TransportType;

/**
 * Makes the HTTP server use the JDK's sockets and ciphers. Those of the operating system come as
 * native libraries that are unpacked at every start, and pay off at loads that a server of one
 * machine does not see. Found by {@link java.util.ServiceLoader}.
 */
public final class JdkTransport implements FlagsProvider {
  private static final int BEFORE_THE_DEFAULTS = 10;

  @Override
  public int priority() {
    return BEFORE_THE_DEFAULTS;
  }

  @Override
  public TransportType transportType() {
    return TransportType.NIO;
  }

  @Override
  public TlsEngineType tlsEngineType() {
    return TlsEngineType.JDK;
  }
}
