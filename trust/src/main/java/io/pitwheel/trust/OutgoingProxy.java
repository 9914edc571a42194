package io.pitwheel.trust;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Through whom connections out of this network go, and what is reached without it: this machine, a
 * cluster's own services, the metadata of its provider, names without a dot, and hosts that an
 * admin names.
 */
public final class OutgoingProxy {
  /** Everything is reached directly. */
  public static final OutgoingProxy NONE = new OutgoingProxy("", DirectHosts.of(""));

  private static final List<String> ALWAYS_DIRECT =
      List.of("localhost", "127.0.0.1", "::1", "169.254.169.254", ".svc", ".cluster.local");

  private final String address;
  private final DirectHosts direct;

  private OutgoingProxy(String address, DirectHosts direct) {
    this.address = address;
    this.direct = direct;
  }

  /**
   * @param address such as {@code http://gateway.example.com:3128}; empty for no proxy
   * @param directHosts reached without it beside those that always are, as in {@code NO_PROXY}:
   *     names with all below them, addresses and ranges such as {@code 10.0.0.0/8}, with commas in
   *     between
   */
  public static OutgoingProxy of(String address, String directHosts) {
    return address.isEmpty()
        ? NONE
        : new OutgoingProxy(
            address,
            new DirectHosts(ALWAYS_DIRECT).and(DirectHosts.of(directHosts).entries().stream()));
  }

  /** The same with one more host that is reached without it; empty for none. */
  public OutgoingProxy without(String host) {
    return host.isEmpty() || !exists()
        ? this
        : new OutgoingProxy(address, direct.and(Stream.of(host)));
  }

  public boolean exists() {
    return !address.isEmpty();
  }

  /** As it was given; empty for no proxy. */
  public String address() {
    return address;
  }

  /** All hosts that are reached without it, as {@code NO_PROXY} has them. */
  public String directHosts() {
    return direct.text();
  }

  /** How an address is reached. Nothing is looked up. */
  public Proxy proxyFor(URI target) {
    String host = target.getHost();
    if (!exists() || host == null || isShort(host) || direct.includes(host)) {
      return Proxy.NO_PROXY;
    }
    URI proxy = URI.create(address);
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort()));
  }

  /** How an address is reached, in words that follow it; empty for directly. */
  public String routeTo(URI target) {
    return proxyFor(target).equals(Proxy.NO_PROXY) ? "" : " through the proxy " + address;
  }

  /** The name of a service, or of a machine next door. */
  private static boolean isShort(String host) {
    return host.indexOf('.') < 0 && host.indexOf(':') < 0;
  }

  /** The same for clients that ask for each address. */
  public ProxySelector selector() {
    return new Selector();
  }

  /**
   * An environment with the variables that most programs read, in both spellings. Who has set one
   * of the name already knows better.
   */
  public Map<String, String> addedTo(Map<String, String> environment) {
    if (!exists()) {
      return environment;
    }
    var known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(environment.keySet());
    var added = new TreeMap<>(environment);
    Map.of("http_proxy", address, "https_proxy", address, "no_proxy", directHosts())
        .forEach((name, value) -> {
          if (!known.contains(name)) {
            added.put(name, value);
            added.put(name.toUpperCase(Locale.ROOT), value);
          }
        });
    return added;
  }

  @Override
  public String toString() {
    return exists() ? "%s but for %s".formatted(address, directHosts()) : "no proxy";
  }

  private final class Selector extends ProxySelector {
    @Override
    public List<Proxy> select(URI target) {
      return List.of(proxyFor(target));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException exception) {
      // Who has tried says so.
    }
  }
}
