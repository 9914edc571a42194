package io.pitwheel.server.access;

import io.pitwheel.access.Authorizer;

/**
 * How a server treats its callers.
 *
 * @param hasNamespaces whether requests name namespaces (KFP: multi-user mode); else what they say
 *     of them is passed over, and everything is in the one without a name
 */
public record AccessPolicy(Authorizer authorizer, boolean hasNamespaces) {
  /** Everybody may do everything, in one namespace. */
  public static AccessPolicy open() {
    return new AccessPolicy(Authorizer.open(), false);
  }
}
