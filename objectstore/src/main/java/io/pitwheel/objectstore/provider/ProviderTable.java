package io.pitwheel.objectstore.provider;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * KFP's map of providers ({@code providers} in its configuration {@code kfp-launcher}): for each a
 * default, and overrides for buckets and prefixes of keys, of which the first that fits counts.
 */
final class ProviderTable {
  private static final long MAX_BYTES = 1024 * 1024;
  private static final String PLACE = "providers";
  private static final Set<String> OVERRIDES = Set.of("overrides", "Overrides");

  private final Map<String, Entry> entries;

  private record Entry(ProviderFields standard, List<ProviderFields> overrides) {}

  private ProviderTable(Map<String, Entry> entries) {
    this.entries = Map.copyOf(entries);
  }

  /**
   * @param file YAML: the map itself, or an object with it as {@code providers}; null for none
   * @param known names that a provider may have
   * @throws PipelinesException INVALID_ARGUMENT naming the file, the key and what was expected
   */
  static ProviderTable read(@Nullable Path file, Set<String> known) {
    var entries = new TreeMap<String, Entry>();
    if (file != null) {
      for (JsonObject document : documentsOf(file)) {
        JsonValue inner = document.members().getOrDefault(PLACE, document);
        entries.putAll(entries(object(PLACE, inner), known));
      }
    }
    return new ProviderTable(entries);
  }

  /**
   * The map itself.
   *
   * @throws PipelinesException INVALID_ARGUMENT naming the key and what was expected
   */
  static ProviderTable of(JsonObject providers, Set<String> known) {
    return new ProviderTable(entries(providers, known));
  }

  private static Map<String, Entry> entries(JsonObject providers, Set<String> known) {
    var entries = new TreeMap<String, Entry>();
    providers.members().forEach((name, value) -> entries.put(name, entry(name, value, known)));
    return entries;
  }

  /**
   * What the map says of a provider, for {@link #of}, without credentials.
   *
   * @param shown what holds where the map says nothing, as of {@link Provider#shown}
   */
  JsonObject told(String provider, Map<String, String> shown) {
    Entry entry = entries.getOrDefault(provider, new Entry(ProviderFields.none(PLACE), List.of()));
    var standard = new JsonMembers();
    shown.forEach((name, value) -> {
      // An endpoint that is shown says itself how it is spoken to, and overrides may differ.
      if (!name.equals("disableSSL")) {
        standard.putUnlessEmpty(name, value);
      }
    });
    return new JsonMembers()
        .put("default", standard.putAll(entry.standard().withoutCredentials()).build())
        .putUnlessEmpty(
            "overrides",
            JsonValue.listOf(
                entry.overrides().stream().map(ProviderFields::withoutCredentials).toList()))
        .build();
  }

  boolean has(String provider) {
    return entries.containsKey(provider);
  }

  /** What holds for a location. */
  ProviderFields fieldsOf(BucketLocation location) {
    Entry entry = entries.get(location.scheme());
    if (entry == null) {
      return ProviderFields.none(PLACE + "." + location.scheme());
    }
    return entry.overrides().stream()
        .filter(override -> fits(override, location))
        .findFirst()
        .map(override -> entry.standard().with(override))
        .orElse(entry.standard());
  }

  private static boolean fits(ProviderFields override, BucketLocation location) {
    String bucket = override.text("bucketName").orElse("");
    String prefix = override.text("keyPrefix").orElse("").replaceAll("^/+|/+$", "");
    boolean isBelow =
        prefix.isEmpty()
            || location.key().equals(prefix)
            || location.key().startsWith(prefix + "/");
    return bucket.equals(location.bucket()) && isBelow;
  }

  private static Entry entry(String name, JsonValue value, Set<String> known) {
    if (!known.contains(name)) {
      throw refused(PLACE + "." + name, "an unknown provider", String.join(", ", known));
    }
    String place = PLACE + "." + name;
    ProviderFields standard = ProviderFields.none(place + ".default");
    List<ProviderFields> overrides = new ArrayList<>();
    for (Map.Entry<String, JsonValue> member : object(place, value).members().entrySet()) {
      String memberPlace = place + "." + member.getKey();
      if (member.getKey().equals("default")) {
        standard = new ProviderFields(memberPlace, object(memberPlace, member.getValue()));
      } else if (OVERRIDES.contains(member.getKey())) {
        overrides.addAll(overrides(memberPlace, member.getValue()));
      } else {
        throw refused(memberPlace, "an unknown key", "default, overrides");
      }
    }
    standard.requireKnown();
    overrides.forEach(ProviderFields::requireKnown);
    return new Entry(standard, List.copyOf(overrides));
  }

  private static List<ProviderFields> overrides(String place, JsonValue value) {
    if (!(value instanceof JsonList(var elements))) {
      throw refused(place, value.description(), "a list");
    }
    List<ProviderFields> found = new ArrayList<>();
    for (JsonValue element : elements) {
      String elementPlace = "%s[%d]".formatted(place, found.size());
      var fields = new ProviderFields(elementPlace, object(elementPlace, element));
      if (fields.text("bucketName").isEmpty()) {
        throw refused(elementPlace + ".bucketName", "nothing", "the name of a bucket");
      }
      found.add(fields);
    }
    return found;
  }

  private static JsonObject object(String place, JsonValue value) {
    return switch (value) {
      case JsonObject object -> object;
      case JsonNull _ -> JsonObject.EMPTY;
      case JsonValue other -> throw refused(place, other.description(), "an object");
    };
  }

  private static List<JsonObject> documentsOf(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw refused(file.toString(), "more than " + MAX_BYTES + " bytes", "at most that many");
      }
      return PipelineText.documents(PipelineText.decode(Files.readAllBytes(file)));
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading objectStore.providersFile %s: %s (expected: a file this user can read)"
              .formatted(file, exception),
          "objectStore.providersFile",
          exception);
    }
  }

  private static PipelinesException refused(String place, String found, String expected) {
    return PipelinesException.invalid(
        "objectStore.providersFile",
        "reading objectStore.providersFile, %s: %s (expected: %s)"
            .formatted(place, found, expected));
  }
}
