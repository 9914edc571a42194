package io.pitwheel.objectstore.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.tls.ConnectionTrouble;
import io.pitwheel.trust.OutgoingConnections;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** An account of Google's for programs: it signs, and gets tokens that last an hour. */
final class ServiceAccount {
  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

  private final ServiceAccountCredentials signing;
  private final GoogleCredentials scoped;

  private ServiceAccount(ServiceAccountCredentials credentials) {
    this.signing = credentials;
    this.scoped = credentials.createScoped(SCOPE);
  }

  /**
   * @param key its JSON, as Google gives it out
   * @throws PipelinesException FAILED_PRECONDITION that says nothing of the key
   */
  static ServiceAccount read(String key, OutgoingConnections outgoing) {
    try {
      return new ServiceAccount(
          ServiceAccountCredentials.fromStream(
              new ByteArrayInputStream(key.getBytes(UTF_8)), () -> transport(outgoing)));
    } catch (IOException | RuntimeException exception) {
      // Without its cause, whose message may quote the key.
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "reading the credentials of gs://: not the key of a service account (expected: its JSON,"
              + " with client_email, private_key and token_uri)");
    }
  }

  private static HttpTransport transport(OutgoingConnections outgoing) {
    return new NetHttpTransport.Builder()
        .setSslSocketFactory(outgoing.authorities().context().getSocketFactory())
        .setConnectionFactory(new ProxiedConnections(outgoing.proxy()))
        .build();
  }

  String email() {
    return signing.getClientEmail();
  }

  byte[] sign(byte[] bytes) {
    return signing.sign(bytes);
  }

  /** For the header {@code Authorization}; asked for when the last one is about to end. */
  String token() {
    try {
      scoped.refreshIfExpired();
      AccessToken token = scoped.getAccessToken();
      if (token == null) {
        throw new IllegalStateException("no token after it was got");
      }
      return token.getTokenValue();
    } catch (IOException exception) {
      throw ConnectionTrouble.of(
          "getting a token for %s at %s: ".formatted(email(), signing.getTokenServerUri()),
          exception);
    }
  }
}
