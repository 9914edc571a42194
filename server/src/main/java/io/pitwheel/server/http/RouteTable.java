package io.pitwheel.server.http;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.RestService.RestRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The routes that the annotations of the given services declare. */
final class RouteTable {
  private final Map<Integer, List<Route>> bySegments = new LinkedHashMap<>();

  RouteTable(List<BindableService> services) {
    for (BindableService service : services) {
      for (ServerMethodDefinition<?, ?> method : service.bindService().getMethods()) {
        ruleOf(method).ifPresent(rule -> add(rule, method));
      }
    }
    bySegments
        .values()
        .forEach(routes ->
            routes.sort(
                Comparator.comparingInt((Route route) -> route.template().precision()).reversed()));
  }

  /**
   * The route for a request.
   *
   * @throws PipelinesException NOT_FOUND for a path that no route has; UNIMPLEMENTED (KFP: 501) for
   *     one that none has with this verb
   */
  Route.Match find(String verb, String path) {
    List<String> segments = PathTemplate.split(path);
    boolean isKnownPath = false;
    for (Route route : bySegments.getOrDefault(segments.size(), List.of())) {
      Optional<Map<String, String>> variables = route.template().match(segments);
      if (variables.isPresent() && route.verb().equals(verb)) {
        return new Route.Match(route, variables.get());
      }
      isKnownPath |= variables.isPresent();
    }
    if (isKnownPath) {
      throw new PipelinesException(
          ErrorCode.UNIMPLEMENTED,
          "calling %s %s: the path has no such verb".formatted(verb, path));
    }
    throw new PipelinesException(
        ErrorCode.NOT_FOUND, "calling %s %s: there is no such route".formatted(verb, path));
  }

  /** Every route, in no promised order. */
  List<RestRoute> described() {
    return bySegments.values().stream()
        .flatMap(List::stream)
        .map(route ->
            new RestRoute(
                route.verb(),
                route.template().text(),
                route.template().variables(),
                route.body(),
                descriptorOf(route.method())))
        .toList();
  }

  private static MethodDescriptor descriptorOf(ServerMethodDefinition<?, ?> method) {
    return ((ProtoMethodDescriptorSupplier)
            Objects.requireNonNull(method.getMethodDescriptor().getSchemaDescriptor()))
        .getMethodDescriptor();
  }

  private void add(HttpRule rule, ServerMethodDefinition<?, ?> method) {
    var marshaller = (PrototypeMarshaller<?>) method.getMethodDescriptor().getRequestMarshaller();
    var prototype = (Message) marshaller.getMessagePrototype();
    if (prototype == null) {
      throw new IllegalStateException(
          "no prototype of the request of " + method.getMethodDescriptor().getFullMethodName());
    }
    PathTemplate template = PathTemplate.parse(pathOf(rule));
    bySegments
        .computeIfAbsent(template.segments().size(), _ -> new ArrayList<>())
        .add(new Route(rule.getPatternCase().name(), template, rule.getBody(), prototype, method));
  }

  private static String pathOf(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case PUT -> rule.getPut();
      case POST -> rule.getPost();
      case DELETE -> rule.getDelete();
      case PATCH -> rule.getPatch();
      case CUSTOM, PATTERN_NOT_SET ->
          throw new IllegalStateException("a route without a verb: " + rule);
    };
  }

  private static Optional<HttpRule> ruleOf(ServerMethodDefinition<?, ?> method) {
    Object schema = method.getMethodDescriptor().getSchemaDescriptor();
    if (!(schema instanceof ProtoMethodDescriptorSupplier supplier)) {
      return Optional.empty();
    }
    MethodDescriptor descriptor = supplier.getMethodDescriptor();
    return descriptor.getOptions().hasExtension(AnnotationsProto.http)
        ? Optional.of(descriptor.getOptions().getExtension(AnnotationsProto.http))
        : Optional.empty();
  }
}
