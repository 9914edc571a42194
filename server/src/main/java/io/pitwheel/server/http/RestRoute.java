package io.pitwheel.server.http;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.List;

/**
 * One RPC as REST has it, for those who describe the routes.
 *
 * @param verb such as {@code GET}
 * @param path with variables in braces, such as {@code /apis/v2beta1/runs/{run_id}:archive}
 * @param variables the names in braces, in their order
 * @param body the field of the request that the body is; {@code *} for all of it; empty for none
 */
public record RestRoute(
    String verb, String path, List<String> variables, String body, MethodDescriptor method) {
  public RestRoute {
    variables = List.copyOf(variables);
  }
}
