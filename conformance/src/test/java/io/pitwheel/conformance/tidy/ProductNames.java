package io.pitwheel.conformance.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of schedulers, clouds and databases, and the one place each may be named in. */
final class ProductNames {
  private static final String ASSEMBLY = "server/src/main/java/io/pitwheel/server/assembly/";
  private static final String STORE = "store/src/main/java/io/pitwheel/store/";

  /** Drivers find our classes by files that are named after the drivers' own types. */
  private static final String STORE_SERVICES = "store/src/main/resources/META-INF/services/";

  private static final Set<String> MEASURES_OR_TESTS = Set.of("bench", "testing");
  private static final List<Product> PRODUCTS =
      List.of(
          new Product("(?i)sqlite", List.of(STORE + "sqlite/", ASSEMBLY)),
          new Product("(?i)postgres", List.of(STORE + "postgresql/", ASSEMBLY)),
          new Product(
              "(?i)mysql|mariadb", List.of(STORE + "mariadb/", STORE_SERVICES, ASSEMBLY)),
          new Product("S3(?=[A-Z])|(?i)\\bs3\\b|minio|seaweed", List.of("objectstore/", ASSEMBLY)),
          new Product("Gcs(?=[A-Z])|(?i)\\bgcs\\b|azure", List.of("objectstore/", ASSEMBLY)),
          new Product(
              "(?i)volcano|kueue|yunikorn|podgroup",
              List.of("engine-argo/src/main/java/io/pitwheel/engine/argo/scheduling/")));

  private ProductNames() {}

  private record Product(Pattern name, List<String> homes) {
    Product(String name, List<String> homes) {
      this(Pattern.compile(name), homes);
    }
  }

  /** Looks at what is shipped; what measures or tests it has to say what it measures. */
  static List<Finding> check(TextFile file) {
    List<Finding> findings = new ArrayList<>();
    boolean isShipped =
        file.path().contains("/src/main/") && !MEASURES_OR_TESTS.contains(file.module());
    if (!isShipped || file.path().endsWith(".proto")) {
      return findings;
    }
    List<String> lines = file.lines();
    for (Product product : PRODUCTS) {
      if (product.homes().stream().noneMatch(file.path()::startsWith)) {
        findIn(file, lines, product, findings);
      }
    }
    return findings;
  }

  private static void findIn(
      TextFile file, List<String> lines, Product product, List<Finding> findings) {
    for (int i = 0; i < lines.size(); i++) {
      var matcher = product.name().matcher(lines.get(i));
      if (matcher.find()) {
        String problem = "names '%s' outside %s".formatted(matcher.group(), product.homes());
        findings.add(new Finding(file.path(), i + 1, problem));
      }
    }
  }
}
