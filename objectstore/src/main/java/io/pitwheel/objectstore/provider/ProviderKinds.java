package io.pitwheel.objectstore.provider;

import io.pitwheel.objectstore.provider.ProvidedStores.ProviderKind;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The clouds whose code a program has with it. */
public interface ProviderKinds {
  /** By scheme, such as {@code gs}. */
  Map<String, ProviderKind> byScheme();

  /** Those of this program; empty for one that was packed without any, such as a launcher. */
  static Optional<ProviderKinds> ofThisProgram() {
    return ServiceLoader.load(ProviderKinds.class).findFirst();
  }
}
