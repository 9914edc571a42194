package io.pitwheel.conformance.rooms;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Packages of one module that need each other, directly or by way of others. */
final class PackageCycles {
  /** What jOOQ makes of the migrations. */
  private static final String GENERATED_PACKAGE = "io.pitwheel.store.schema";

  private final Map<String, Map<String, String>> neighbours = new TreeMap<>();

  private PackageCycles() {}

  /** One line for each use of a package that leads back to the user. */
  static List<String> find(JavaClasses classes) {
    var cycles = new PackageCycles();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        boolean isInside =
            classes.contain(target.getName())
                && !type.getPackageName().startsWith(GENERATED_PACKAGE);
        if (isInside && !target.getPackageName().equals(type.getPackageName())) {
          cycles
              .neighbours
              .computeIfAbsent(type.getPackageName(), _ -> new TreeMap<>())
              .putIfAbsent(target.getPackageName(), describe(type, target));
        }
      }
    }
    return cycles.edgesThatLeadBack();
  }

  private List<String> edgesThatLeadBack() {
    List<String> found = new ArrayList<>();
    neighbours.forEach((from, targets) ->
        targets.forEach((to, example) -> {
          if (reaches(to, from)) {
            found.add("%s -> %s (%s)".formatted(from, to, example));
          }
        }));
    return found;
  }

  private boolean reaches(String start, String goal) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String current = open.pop();
      if (current.equals(goal)) {
        return true;
      }
      if (seen.add(current)) {
        open.addAll(neighbours.getOrDefault(current, Map.of()).keySet());
      }
    }
    return false;
  }

  private static String describe(JavaClass from, JavaClass to) {
    return "such as %s uses %s".formatted(from.getSimpleName(), to.getSimpleName());
  }
}
