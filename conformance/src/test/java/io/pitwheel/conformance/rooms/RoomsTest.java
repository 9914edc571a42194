package io.pitwheel.conformance.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.pitwheel.conformance.project.Checkout;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps the floor plan: who may know whom, and which library stays where. */
class RoomsTest {
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.pitwheel</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "\\s*(?:<scope>([^<]+)</scope>)?");

  private static ModuleClasses modules = ModuleClasses.read();
  private static LibraryTable table = LibraryTable.read("");

  @BeforeAll
  static void readTheHouse() {
    modules = ModuleClasses.read();
    table = LibraryTable.read(Checkout.read("docs/adr/0018-name-every-dependency.md"));
  }

  @Test
  void seesTheClassesItIsToCheck() {
    assertThat(modules.byModule().get("model")).hasSizeGreaterThan(50);
    assertThat(table.libraries()).hasSizeGreaterThan(10);
  }

  @Test
  void modulesKnowOnlyTheirNeighbours() {
    assertNone(everyDependency(this::strayedInto));
  }

  @Test
  void pomsAskOnlyForNeighbours() {
    assertThat(Checkout.modules())
        .allSatisfy(module ->
            assertThat(shippedDependenciesOf(module))
                .as("modules the POM of %s asks for", module)
                .isSubsetOf(Rooms.mayKnow(module)));
  }

  @Test
  void onlyTheReaderOfSpecificationsKnowsTheOutsideLanguageInTheModel() {
    assertNone(
        dependenciesOf("model")
            .filter(dependency -> moduleOf(dependency).equals(Optional.of("api")))
            .filter(dependency ->
                !dependency
                    .getOriginClass()
                    .getPackageName()
                    .startsWith("io.pitwheel.specification.reader"))
            .map(RoomsTest::describe)
            .toList());
  }

  @Test
  void librariesStayWhereTheTableNamesThem() {
    assertNone(everyDependency(this::strayLibrary));
  }

  @Test
  void everyLibraryOfTheTableIsUsed() {
    Set<String> used =
        modules.byModule().values().stream()
            .flatMap(JavaClasses::stream)
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .flatMap(dependency -> table.libraryOf(targetOf(dependency).getName()).stream())
            .map(LibraryTable.Library::name)
            .collect(Collectors.toSet());

    assertThat(table.libraries())
        .filteredOn(this::areAllItsModulesWritten)
        .extracting(LibraryTable.Library::name)
        .as("libraries of the table that some class uses")
        .isSubsetOf(used);
  }

  private interface Judge {
    Optional<String> judge(String module, Dependency dependency);
  }

  private List<String> everyDependency(Judge judge) {
    return modules.byModule().keySet().stream()
        .flatMap(module ->
            dependenciesOf(module).flatMap(dependency -> judge.judge(module, dependency).stream()))
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<String> strayedInto(String module, Dependency dependency) {
    return moduleOf(dependency)
        .filter(known -> !known.equals(module) && !Rooms.mayKnow(module).contains(known))
        .map(known -> "%s knows %s: %s".formatted(module, known, describe(dependency)));
  }

  private Optional<String> strayLibrary(String module, Dependency dependency) {
    JavaClass target = targetOf(dependency);
    String name = target.getName();
    if (target.isPrimitive() || moduleOf(dependency).isPresent()) {
      return Optional.empty();
    }
    Optional<LibraryTable.Library> library = table.libraryOf(name);
    boolean isAllowed =
        library
            .map(found -> found.isOpenTo(module))
            .orElse(name.startsWith("java.") || name.startsWith("javax."));
    return isAllowed
        ? Optional.empty()
        : Optional.of("%s: %s".formatted(module, describe(dependency)));
  }

  private boolean areAllItsModulesWritten(LibraryTable.Library library) {
    // A library that is open to all has no module that would have to use it.
    return library.modules().stream()
        .filter(module -> !module.equals(Rooms.GENERATED))
        .allMatch(module -> modules.byModule().containsKey(module));
  }

  private Stream<Dependency> dependenciesOf(String module) {
    JavaClasses classes = modules.byModule().get(module);
    return classes == null
        ? Stream.empty()
        : classes.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
  }

  private Optional<String> moduleOf(Dependency dependency) {
    return modules.moduleOf(dependency.getTargetClass());
  }

  private static JavaClass targetOf(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }

  // One line for a pair of classes is enough to go and look.
  private static String describe(Dependency dependency) {
    return "%s uses %s"
        .formatted(dependency.getOriginClass().getName(), targetOf(dependency).getName());
  }

  private static Set<String> shippedDependenciesOf(String module) {
    return DEPENDENCY
        .matcher(Checkout.read(module + "/pom.xml"))
        .results()
        .filter(match -> !"test".equals(match.group(2)) || module.equals("conformance"))
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static void assertNone(List<String> findings) {
    assertThat(findings)
        .withFailMessage(() -> "%d:%n%s".formatted(findings.size(), String.join("\n", findings)))
        .isEmpty();
  }
}
