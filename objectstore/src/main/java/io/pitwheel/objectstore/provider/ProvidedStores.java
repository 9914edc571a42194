package io.pitwheel.objectstore.provider;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.objectstore.bucket.Buckets;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The stores that this server has been set up for, by scheme. A cloud's code is loaded when its
 * first location is opened.
 */
public final class ProvidedStores implements Buckets {
  private final StoreSettings settings;
  private final Map<String, ProviderKind> kinds;
  private final ProviderTable table;
  private final Map<String, Provider> open = new ConcurrentHashMap<>();

  /**
   * A cloud that could be used.
   *
   * @param variables any of which, when set, means that it is meant to be used
   * @param opening makes it; called when it is first needed
   */
  public record ProviderKind(Set<String> variables, Function<ProviderSource, Provider> opening) {
    public ProviderKind {
      variables = Collections.unmodifiableSet(new TreeSet<>(variables));
    }
  }

  /**
   * What a provider is made of.
   *
   * @param fields what holds for a location
   */
  public record ProviderSource(
      String scheme, StoreSettings settings, Function<BucketLocation, ProviderFields> fields) {}

  /**
   * Reads the map of providers.
   *
   * @param kinds by scheme
   * @throws PipelinesException INVALID_ARGUMENT for a map that is wrong, or a root that is
   */
  public ProvidedStores(StoreSettings settings, Map<String, ProviderKind> kinds) {
    this(settings, kinds, ProviderTable.read(settings.providersFile(), kinds.keySet()));
  }

  private ProvidedStores(
      StoreSettings settings, Map<String, ProviderKind> kinds, ProviderTable table) {
    this.settings = settings;
    this.kinds = new TreeMap<>(kinds);
    this.table = table;
  }

  /**
   * The stores that another program has been set up for, as it told by {@link
   * #withoutCredentials()}, opened with the credentials of this one.
   */
  public static ProvidedStores told(
      JsonObject providers, StoreSettings settings, Map<String, ProviderKind> kinds) {
    return new ProvidedStores(settings, kinds, ProviderTable.of(providers, kinds.keySet()));
  }

  /**
   * KFP's map of the stores that are set up here, with all that the environment says of them but
   * without anything of credentials: for programs that have their own.
   */
  public JsonObject withoutCredentials() {
    var told = new JsonMembers();
    kinds.forEach((scheme, kind) -> {
      if (isSetUp(scheme, kind)) {
        told.put(scheme, table.told(scheme, shown(new BucketLocation(scheme, "", ""))));
      }
    });
    return told.build();
  }

  @Override
  public Bucket open(BucketLocation location) {
    return providerOf(location).open(location);
  }

  /** What holds for a location, see {@link Provider#shown}. */
  Map<String, String> shown(BucketLocation location) {
    return providerOf(location).shown(location);
  }

  private Provider providerOf(BucketLocation location) {
    String scheme = location.scheme();
    ProviderKind kind = kinds.get(scheme);
    if (kind == null || !isSetUp(scheme, kind)) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "location: %s: this server is not set up for %s:// (expected: %s)"
              .formatted(location, scheme, kind == null ? known() : help(scheme, kind)));
    }
    return open.computeIfAbsent(
        scheme, _ -> kind.opening().apply(new ProviderSource(scheme, settings, table::fieldsOf)));
  }

  /** A store that nobody set up is not asked: there would be no credentials for it. */
  private boolean isSetUp(String scheme, ProviderKind kind) {
    return table.has(scheme)
        || settings.root().startsWith(scheme + "://")
        || kind.variables().stream().anyMatch(name -> !settings.variable(name).isEmpty());
  }

  private String known() {
    return "an absolute path, or " + String.join("://, ", kinds.keySet()) + "://";
  }

  private static String help(String scheme, ProviderKind kind) {
    return "an entry %s in objectStore.providersFile, an objectStore.root that begins with it, or %s"
        .formatted(scheme, String.join(" or ", kind.variables()));
  }
}
