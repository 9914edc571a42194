package io.pitwheel.testing.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for programs that cannot choose one themselves. */
public final class FreePort {
  private FreePort() {}

  /**
   * One on which nobody listened a moment ago; somebody else may take it meanwhile.
   *
   * @param address of this machine, such as {@code 127.0.0.1}
   */
  public static int at(String address) {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      return socket.getLocalPort();
    } catch (IOException exception) {
      throw new UncheckedIOException("looking for a free port at " + address, exception);
    }
  }
}
