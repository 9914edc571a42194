package io.pitwheel.conformance.rooms;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The floor plan of ARCHITECTURE.md: which module may know which others. */
final class Rooms {
  /** The whole outside language is generated; only its packages are looked at. */
  static final String GENERATED = "api";

  /** Tables that jOOQ generates from the migrations, in the store. */
  static final String GENERATED_TABLES = "/io/pitwheel/store/schema/";

  private static final Set<String> MIDDLE_FLOOR =
      Set.of(
          "api",
          "model",
          "trust",
          "driver",
          "store",
          "objectstore",
          "launcher",
          "engine",
          "engine-local",
          "engine-argo");

  /** What measures the whole sees the whole. */
  private static final Set<String> BELOW_THE_BENCH =
      Stream.concat(MIDDLE_FLOOR.stream(), Stream.of("server", "cli", "distribution", "testing"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("api", Set.of()),
          Map.entry("model", Set.of("api")),
          Map.entry("trust", Set.of()),
          Map.entry("testing", Set.of("model")),
          Map.entry("driver", Set.of("model")),
          Map.entry("store", Set.of("model", "trust")),
          Map.entry("objectstore", Set.of("model", "trust")),
          Map.entry("launcher", Set.of("model", "objectstore", "trust")),
          Map.entry("engine", Set.of("model")),
          Map.entry("engine-local", Set.of("model", "engine", "launcher")),
          Map.entry("engine-argo", Set.of("model", "engine")),
          Map.entry("server", MIDDLE_FLOOR),
          Map.entry("cli", Set.of("api", "trust")),
          Map.entry("distribution", Set.of("api", "model", "cli", "server")),
          Map.entry("bench", BELOW_THE_BENCH),
          Map.entry("conformance", Set.of("distribution", "model", "testing")));

  private Rooms() {}

  /** The modules that code of a module may name; an unknown module is not in the plan. */
  static Set<String> mayKnow(String module) {
    Set<String> known = MAY_KNOW.get(module);
    if (known == null) {
      throw new AssertionError(
          "module '%s' is not in the floor plan (add it to ARCHITECTURE.md and here)"
              .formatted(module));
    }
    return known;
  }
}
