package io.pitwheel.server.pipeline;

import java.net.InetAddress;

/**
 * Which addresses belong to the public network: a server that fetches what it is told to must not
 * reach what only it can reach (RFC 6890 has the list of the others).
 */
final class PublicAddresses {
  private PublicAddresses() {}

  static boolean includes(InetAddress address) {
    boolean isOfThisSide =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    byte[] bytes = address.getAddress();
    return !isOfThisSide && (bytes.length == 4 ? isPublic4(bytes) : isPublic6(bytes));
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean isThisNetwork = first == 0;
    boolean isShared = first == 100 && second >= 64 && second < 128;
    boolean isProtocol = first == 192 && second == 0;
    boolean isBenchmark = first == 198 && (second == 18 || second == 19);
    boolean isReserved = first >= 240;
    return !(isThisNetwork || isShared || isProtocol || isBenchmark || isReserved);
  }

  /** Of 2000::/3 all but what carries an older address inside: Teredo and 6to4. */
  private static boolean isPublic6(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean isGlobal = (first & 0xE0) == 0x20;
    boolean isTeredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
    boolean isSixToFour = first == 0x20 && second == 0x02;
    return isGlobal && !isTeredo && !isSixToFour;
  }
}
