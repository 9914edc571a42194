package io.pitwheel.server.http;

import com.google.protobuf.Message;
import io.grpc.ServerMethodDefinition;
import java.util.Map;

/**
 * One RPC under its verb and path.
 *
 * @param body the field the HTTP body is; {@code *} for the whole request; empty for no body
 * @param prototype the empty request
 */
record Route(
    String verb,
    PathTemplate template,
    String body,
    Message prototype,
    ServerMethodDefinition<?, ?> method) {
  /** A route that a path fits, with the path's variables. */
  record Match(Route route, Map<String, String> variables) {}
}
