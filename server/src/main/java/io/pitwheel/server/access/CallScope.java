package io.pitwheel.server.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;

/** The namespace that the call in hand is about. */
public final class CallScope {
  private static final AttributeKey<String> NAMESPACE =
      AttributeKey.valueOf(CallScope.class, "NAMESPACE");

  private CallScope() {}

  /**
   * Empty on a server without namespaces, for what belongs to the server as a whole, and outside of
   * calls.
   */
  public static String namespace() {
    ServiceRequestContext context = ServiceRequestContext.currentOrNull();
    String namespace = context == null ? null : context.attr(NAMESPACE);
    return namespace == null ? "" : namespace;
  }

  static void set(ServiceRequestContext context, String namespace) {
    context.setAttr(NAMESPACE, namespace);
  }
}
