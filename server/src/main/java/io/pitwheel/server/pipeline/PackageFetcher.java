package io.pitwheel.server.pipeline;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.tls.ConnectionTrouble;
import io.pitwheel.trust.Distrust;
import io.pitwheel.trust.OutgoingConnections;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Fetches pipelines from addresses that callers name: by HTTPS, from public addresses, and from
 * hosts that an admin trusts as they like it. Names are resolved once, checked, and connected to at
 * the checked address; each redirect is checked like the first address. KFP fetches from anywhere.
 *
 * <p>Through a proxy it is the proxy that resolves names, and that has to refuse addresses of its
 * network which nobody is to reach. What a name means here is checked all the same; one that means
 * nothing here is left to the proxy.
 */
public final class PackageFetcher {
  private static final int MAX_REDIRECTS = 5;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(20);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Set<String> trustedHosts;
  private final OutgoingConnections outgoing;
  private final Duration timeLimit;

  /**
   * @param trustedHosts with commas in between, each with or without a port
   * @param outgoing who vouches for servers, and through whom they are reached
   */
  public PackageFetcher(String trustedHosts, OutgoingConnections outgoing) {
    this(trustedHosts, outgoing, TIME_LIMIT);
  }

  PackageFetcher(String trustedHosts, OutgoingConnections outgoing, Duration timeLimit) {
    this.outgoing = outgoing;
    this.timeLimit = timeLimit;
    this.trustedHosts = Set.copyOf(List.of(trustedHosts.split(",", -1)));
  }

  /**
   * The file at the address, as it is.
   *
   * @throws PipelinesException INVALID_ARGUMENT for an address that may not be fetched, does not
   *     answer in time, answers with anything but a file, or with more than {@value
   *     PackageReader#MAX_BYTES} bytes; FAILED_PRECONDITION, naming address and certificate, when
   *     nobody vouches for the server
   */
  byte[] fetch(String text) {
    try (ClientFactory connections = connections()) {
      URI address = PackageUrls.require(text);
      for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        AggregatedHttpResponse answer = get(connections, address);
        if (!REDIRECTS.contains(answer.status().code())) {
          return contentOf(address, answer);
        }
        address = next(address, answer);
      }
      throw PackageUrls.refused(text, "at most " + MAX_REDIRECTS + " redirects", null);
    }
  }

  private ClientFactory connections() {
    return ClientFactory.builder()
        .connectTimeout(timeLimit)
        .proxyConfig(outgoing.proxy().selector())
        .tlsCustomizer(context -> context.trustManager(outgoing.authorities().trustManager()))
        .build();
  }

  private AggregatedHttpResponse get(ClientFactory connections, URI address) {
    Endpoint endpoint = endpoint(address);
    SessionProtocol protocol =
        PackageUrls.isSecure(address) ? SessionProtocol.HTTPS : SessionProtocol.H1C;
    WebClient client =
        WebClient.builder(protocol, endpoint)
            .factory(connections)
            .responseTimeout(timeLimit)
            .maxResponseLength(PackageReader.MAX_BYTES)
            .build();
    try {
      return client.execute(RequestHeaders.of(HttpMethod.GET, pathOf(address))).aggregate().join();
    } catch (CompletionException exception) {
      if (Distrust.find(exception).isPresent()) {
        throw ConnectionTrouble.of("fetching a pipeline from %s: ".formatted(address), exception);
      }
      boolean isTooLong = exception.getCause() instanceof ContentTooLargeException;
      throw PackageUrls.refused(
          address.toString(),
          isTooLong
              ? "at most " + PackageReader.MAX_BYTES + " bytes"
              : "an answer within %d seconds; there was %s"
                  .formatted(timeLimit.toSeconds(), exception.getCause()),
          exception);
    }
  }

  private Endpoint endpoint(URI address) {
    String host = address.getHost();
    int port = PackageUrls.portOf(address);
    boolean isTrusted = trustedHosts.contains(host) || trustedHosts.contains(host + ":" + port);
    if (!isTrusted && !PackageUrls.isSecure(address)) {
      throw PackageUrls.refused(
          address.toString(),
          "https, or a host that the setting pipelines.trustedHosts names",
          null);
    }
    try {
      InetAddress[] found = InetAddress.getAllByName(bare(host));
      if (!isTrusted && !Arrays.stream(found).allMatch(PublicAddresses::includes)) {
        throw PackageUrls.refused(
            address.toString(),
            "a public address, or a host that the setting pipelines.trustedHosts names",
            null);
      }
      return Endpoint.of(bare(host), port).withInetAddress(found[0]);
    } catch (UnknownHostException | IllegalArgumentException exception) {
      if (exception instanceof UnknownHostException
          && !outgoing.proxy().routeTo(address).isEmpty()) {
        return Endpoint.of(bare(host), port);
      }
      throw PackageUrls.refused(address.toString(), "a host that is known", exception);
    }
  }

  private static byte[] contentOf(URI address, AggregatedHttpResponse answer) {
    if (!answer.status().equals(HttpStatus.OK)) {
      throw PackageUrls.refused(
          address.toString(), "status 200; it answered " + answer.status(), null);
    }
    return answer.content().array();
  }

  private static URI next(URI address, AggregatedHttpResponse answer) {
    String location = answer.headers().get(HttpHeaderNames.LOCATION, "");
    try {
      return PackageUrls.require(address.resolve(location).toString());
    } catch (IllegalArgumentException exception) {
      throw PackageUrls.refused(location, "a redirect to an address", exception);
    }
  }

  private static String pathOf(URI address) {
    String path = address.getRawPath();
    String query = address.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  /** Without the brackets of an IPv6 address. */
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
