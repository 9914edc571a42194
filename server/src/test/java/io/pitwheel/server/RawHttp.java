package io.pitwheel.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** Requests that no well-behaved client would send. */
public final class RawHttp {
  private RawHttp() {}

  /**
   * Sends the text, lines ended as HTTP wants it, and reads until the server says no more.
   *
   * @param request must make the server close the connection
   */
  public static String exchange(int port, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
