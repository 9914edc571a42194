package io.pitwheel.cli.connection;

import java.net.URI;

/** A server of this process that answers requests. */
public interface EmbeddedServer extends AutoCloseable {
  /** Where REST is served, such as {@code http://127.0.0.1:8888}. */
  URI address();

  /** Where gRPC is served, as {@code host:port}. */
  String grpcAddress();

  /** What a client has to send as bearer token; empty for nothing. */
  String token();

  /**
   * Stops taking requests, interrupts tasks that run, and gives the data folder free. Runs that
   * have not ended go on with the next server of the folder. Repeating it changes nothing.
   */
  @Override
  void close();
}
