package io.pitwheel.conformance.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** Reads a CycloneDX document and says which components come under a licence that is not listed. */
final class Licences {
  /** Licences under which a library may be shipped with ours. */
  static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          // MariaDB's driver: a jar of its own that anybody may replace.
          "LGPL-2.1",
          "LGPL-2.1-only",
          "LGPL-2.1-or-later",
          "MIT",
          "MIT-0",
          // What RE2/J calls its licence; the text is that of BSD-3-Clause.
          "Go License");

  private Licences() {}

  /** The shipped components of a document, by name and version, with their licences. */
  static Map<String, List<String>> read(String document) {
    Map<?, ?> root = new Yaml().load(document);
    var found = new TreeMap<String, List<String>>();
    for (Object entry : listAt(root, "components")) {
      var component = (Map<?, ?>) entry;
      String name =
          "%s:%s:%s"
              .formatted(component.get("group"), component.get("name"), component.get("version"));
      found.put(name, licencesOf(component));
    }
    return found;
  }

  /** A component is well when one of its licences is listed: its user may choose. */
  static List<String> refused(Map<String, List<String>> components) {
    return components.entrySet().stream()
        .filter(component -> component.getValue().stream().noneMatch(ALLOWED::contains))
        .map(component -> "%s is under %s".formatted(component.getKey(), component.getValue()))
        .toList();
  }

  private static List<String> licencesOf(Map<?, ?> component) {
    List<String> names = new ArrayList<>();
    for (Object entry : listAt(component, "licenses")) {
      var choice = (Map<?, ?>) entry;
      if (choice.get("license") instanceof Map<?, ?> licence) {
        Object id = licence.get("id");
        names.add(String.valueOf(id == null ? licence.get("name") : id));
      } else {
        names.addAll(alternativesIn(String.valueOf(choice.get("expression"))));
      }
    }
    return names;
  }

  // "A OR B" lets the user choose; "A AND B" does not, and is taken as one name, which is refused.
  private static List<String> alternativesIn(String expression) {
    return List.of(expression.replaceAll("[()]", "").split(" OR "));
  }

  private static List<?> listAt(Map<?, ?> parent, String key) {
    return parent.get(key) instanceof List<?> list ? list : List.of();
  }
}
