package io.pitwheel.server.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * One connection of HTTP/2 in clear whose client begins streams without regard for what the server
 * says about them. It speaks in bytes, since no client library does so.
 */
final class RawStreams implements AutoCloseable {
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int HEADERS = 1;
  private static final int ACKNOWLEDGED = 1;
  private static final int END_OF_HEADERS = 4;
  private static final int MAX_CONCURRENT_STREAMS = 3;

  /** POST, http and / of the static table, and a literal for the authority. */
  private static final byte[] HEAD = {
    (byte) 0x83, (byte) 0x86, (byte) 0x84, 0x41, 9, 'l', 'o', 'c', 'a', 'l', 'h', 'o', 's', 't'
  };

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private int lastStream = -1;

  /** That one stream was given up, with an error of HTTP/2. */
  record Reset(int stream, int error) {}

  private record Frame(int type, int stream, ByteBuffer content) {}

  RawStreams(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    write(SETTINGS, 0, 0, new byte[0]);
  }

  /** How many streams the server wants at most; says that this was seen. */
  int announcedMaximum() throws IOException {
    ByteBuffer settings = next(SETTINGS).content();
    int maximum = Integer.MAX_VALUE;
    while (settings.hasRemaining()) {
      int name = settings.getShort();
      int value = settings.getInt();
      maximum = name == MAX_CONCURRENT_STREAMS ? value : maximum;
    }
    write(SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
    return maximum;
  }

  /** Begins a request whose body does not come; its stream. */
  int begin() throws IOException {
    lastStream += 2;
    write(HEADERS, END_OF_HEADERS, lastStream, HEAD);
    return lastStream;
  }

  Reset nextReset() throws IOException {
    Frame frame = next(RESET);
    return new Reset(frame.stream(), frame.content().getInt());
  }

  private void write(int type, int flags, int stream, byte[] content) throws IOException {
    out.writeInt(content.length << 8 | type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(content);
    out.flush();
  }

  private Frame next(int type) throws IOException {
    while (true) {
      int start = in.readInt();
      in.skipNBytes(1);
      int stream = in.readInt();
      byte[] content = in.readNBytes(start >>> 8);
      if ((start & 0xFF) == type) {
        return new Frame(type, stream, ByteBuffer.wrap(content));
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
