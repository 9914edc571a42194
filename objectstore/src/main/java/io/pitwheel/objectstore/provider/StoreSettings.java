package io.pitwheel.objectstore.provider;

import io.pitwheel.trust.OutgoingConnections;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an admin chose about stores.
 *
 * @param root where artifacts go when a run says nothing else; empty for a folder of this machine
 * @param providersFile KFP's map of providers; null for none
 * @param secrets where credentials are that the map names
 * @param environment of this process
 * @param outgoing how stores are reached
 */
public record StoreSettings(
    String root,
    @Nullable Path providersFile,
    SecretFiles secrets,
    Map<String, String> environment,
    OutgoingConnections outgoing) {
  public StoreSettings {
    environment = Map.copyOf(environment);
  }

  /** A variable's value; empty when it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Says nothing that is secret. */
  @Override
  public String toString() {
    return "stores with root \"%s\" and providers of %s".formatted(root, providersFile);
  }
}
