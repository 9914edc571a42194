package io.pitwheel.server.origin;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that a server answers to, so that a name which somebody made to point here (DNS
 * rebinding) is none of them.
 *
 * @param isLoopback whether the server is bound to this machine alone: then its own names are known
 * @param bound what the server was told to listen on
 * @param allowed more names, with a port or for any; {@code *} for every name, {@code *.domain} for
 *     every name below a domain
 */
record ServerNames(boolean isLoopback, String bound, Set<String> allowed) {
  private static final String ANY = "*";
  private static final String BELOW = "*.";
  private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}([.][0-9]{1,3}){3}");

  /** Below which names are given out inside a cluster or a network alone (RFC 6761, RFC 6762). */
  private static final List<String> INNER_DOMAINS =
      List.of(".svc", ".cluster.local", ".local", ".localhost", ".internal");

  private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  ServerNames {
    bound = lowered(bound);
    allowed = allowed.stream().map(ServerNames::lowered).collect(Collectors.toUnmodifiableSet());
  }

  static ServerNames of(boolean isLoopback, String bound, Collection<String> allowed) {
    return new ServerNames(isLoopback, bound, Set.copyOf(allowed));
  }

  /**
   * Whether an authority ({@code name} or {@code name:port}) is the server's.
   *
   * @param port that was called; {@code usualPort} stands for one that is not named
   */
  boolean has(String authority, int port, int usualPort) {
    String lowered = lowered(authority);
    int colon = lowered.lastIndexOf(':');
    boolean hasPort = colon > lowered.lastIndexOf(']');
    String name = hasPort ? lowered.substring(0, colon) : lowered;
    if (isAllowed(lowered, name)) {
      return true;
    }
    if (isLoopback) {
      String given = hasPort ? lowered.substring(colon + 1) : String.valueOf(usualPort);
      return LOOPBACK_NAMES.contains(name) && given.equals(String.valueOf(port));
    }
    return allowed.isEmpty() && cannotBeForeign(name);
  }

  private boolean isAllowed(String authority, String name) {
    return allowed.contains(ANY)
        || allowed.contains(authority)
        || allowed.contains(name)
        || allowed.stream()
            .filter(known -> known.startsWith(BELOW))
            .map(known -> known.substring(1))
            .anyMatch(domain -> name.endsWith(domain) || authority.endsWith(domain));
  }

  /**
   * Nobody outside can make a page of an address, of a name without a dot, or of the name of a
   * service in a cluster, that this server would answer to: such names are not given out. What
   * names no host at all is no browser.
   */
  private boolean cannotBeForeign(String name) {
    return name.equals(bound)
        || name.indexOf('.') < 0
        || ADDRESS.matcher(name).matches()
        || INNER_DOMAINS.stream().anyMatch(name::endsWith);
  }

  /** For messages: what would have been right. */
  String expectation(int port) {
    if (isLoopback) {
      return "127.0.0.1:%d or localhost:%d, or a name in server.allowedHosts".formatted(port, port);
    }
    return allowed.isEmpty()
        ? "an address, a name without a dot or inside the cluster, or a name in server.allowedHosts"
        : "a name in server.allowedHosts";
  }

  private static String lowered(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The entries of a setting; none of an empty one. */
  static List<String> entries(String setting) {
    return setting.isEmpty() ? List.of() : List.of(setting.split(",", -1));
  }
}
