package io.pitwheel.server.launch;

import io.pitwheel.api.v1.BeginLaunchResponse;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether launchers in pods reach the object store by requests that this server signs, or with
 * credentials of their own.
 */
public final class PodStores {
  /** By signed requests. */
  public static final PodStores SIGNED = new PodStores(null);

  private final @Nullable Supplier<JsonObject> providers;

  private PodStores(@Nullable Supplier<JsonObject> providers) {
    this.providers = providers;
  }

  /**
   * With credentials of their own; nothing is signed for them.
   *
   * @param providers KFP's map of providers, without any of this server's credentials; asked for
   *     each launcher that begins
   */
  public static PodStores direct(Supplier<JsonObject> providers) {
    return new PodStores(providers);
  }

  /** For a launcher that begins. */
  void tell(BeginLaunchResponse.Builder response) {
    Supplier<JsonObject> map = providers;
    if (map != null) {
      response.getDirectStoresBuilder().setProviders(JsonStructs.toStruct(map.get()));
    }
  }

  /**
   * @throws PipelinesException FAILED_PRECONDITION when nothing is signed
   */
  void requireSigning() {
    if (providers != null) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "signing a request for a pod: kubernetes.launcherCredentials is pod (expected: a launcher that opens the object store itself, of the version of this server and from an image that was built with --stores)");
    }
  }
}
