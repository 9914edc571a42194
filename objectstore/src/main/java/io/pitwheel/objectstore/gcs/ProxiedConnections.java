package io.pitwheel.objectstore.gcs;

import com.google.api.client.http.javanet.ConnectionFactory;
import io.pitwheel.trust.OutgoingProxy;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;

/**
 * Connections to Google, each direct or not as the proxy has it.
 *
 * @param proxy through whom they go
 */
record ProxiedConnections(OutgoingProxy proxy) implements ConnectionFactory {
  @Override
  public HttpURLConnection openConnection(URL url) throws IOException {
    return (HttpURLConnection) url.openConnection(proxy.proxyFor(URI.create(url.toString())));
  }
}
