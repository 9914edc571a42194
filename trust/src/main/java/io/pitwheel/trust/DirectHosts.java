package io.pitwheel.trust;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hosts that are reached without a proxy, as the variable {@code NO_PROXY} names them: names, which
 * stand for what is below them too, addresses, ranges of addresses, and {@code *} for all.
 *
 * @param entries in this order
 */
record DirectHosts(List<String> entries) {
  private static final String ALL = "*";
  private static final char DOT = '.';

  DirectHosts {
    entries = List.copyOf(entries);
  }

  /**
   * @param text entries with commas in between; blank ones are passed over
   */
  static DirectHosts of(String text) {
    return new DirectHosts(
        Stream.of(text.split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  /** These and others, each once. */
  DirectHosts and(Stream<String> others) {
    return new DirectHosts(Stream.concat(entries.stream(), others).distinct().toList());
  }

  /** As the variable has it. */
  String text() {
    return String.join(",", entries);
  }

  /**
   * @param host a name, or an address with or without the brackets of IPv6
   */
  boolean includes(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    Optional<InetAddress> address = address(bare);
    return entries.stream()
        .anyMatch(entry ->
            entry.equals(ALL)
                || address
                    .map(found -> includes(entry, found))
                    .orElseGet(() -> isNameBelow(entry, bare)));
  }

  private static boolean isNameBelow(String entry, String host) {
    String name = entry.startsWith("*.") ? entry.substring(2) : entry;
    String suffix = (name.indexOf(DOT) == 0 ? name : DOT + name).toLowerCase(Locale.ROOT);
    return (DOT + host.toLowerCase(Locale.ROOT)).endsWith(suffix);
  }

  private static boolean includes(String entry, InetAddress address) {
    int slash = entry.indexOf('/');
    Optional<InetAddress> first = address(slash < 0 ? entry : entry.substring(0, slash));
    if (first.isEmpty()) {
      return false;
    }
    byte[] wanted = first.get().getAddress();
    int bits = slash < 0 ? wanted.length * Byte.SIZE : number(entry.substring(slash + 1));
    return isSameUpTo(bits, wanted, address.getAddress());
  }

  private static boolean isSameUpTo(int bits, byte[] wanted, byte[] found) {
    if (wanted.length != found.length || bits < 0 || bits > wanted.length * Byte.SIZE) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
      if (((wanted[bit / Byte.SIZE] ^ found[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Below zero for what is no number. */
  private static int number(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  /** Asks no name service. */
  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
