package io.pitwheel.store.postgresql;

import io.pitwheel.store.network.RefusingTrust;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.postgresql.ssl.WrappedFactory;

/** Sockets that trust nobody; the driver makes it by its name. */
public final class RefusingSockets extends WrappedFactory {
  public RefusingSockets() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new RefusingTrust()}, null);
    factory = context.getSocketFactory();
  }
}
