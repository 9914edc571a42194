package io.pitwheel.store.mariadb;

import io.pitwheel.store.network.RefusingTrust;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/** Sockets that trust nobody; the driver finds it among the services by its type. */
public final class RefusingSockets implements TlsSocketPlugin {
  /** For the option {@code tlsSocketType}. */
  static final String TYPE = "pitwheel-refusing";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public TrustManager[] getTrustManager(
      Configuration configuration, ExceptionFactory exceptions, HostAddress host) {
    return new TrustManager[] {new RefusingTrust()};
  }

  @Override
  public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) {
    return new KeyManager[0];
  }

  @Override
  public void verify(String host, SSLSession session, long thread) {
    throw new IllegalStateException("nobody is trusted, so there is no session");
  }
}
