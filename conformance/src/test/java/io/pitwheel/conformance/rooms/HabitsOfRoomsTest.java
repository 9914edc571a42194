package io.pitwheel.conformance.rooms;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the classes of a room do not do, whatever room it is or because of the room it is. */
class HabitsOfRoomsTest {
  private static final Set<String> TALKS_TO_PEOPLE = Set.of("cli", "distribution", "bench");
  private static final Set<String> ASKS_FOR_TIME_OR_CHANCE =
      Set.of("now", "currentTimeMillis", "nanoTime", "randomUUID", "random");

  private static final ArchRule LEAVES_THE_TERMINAL_ALONE =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .allowEmptyShould(true);

  private static final ArchRule USES_NO_OLD_DATES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.(Date|Calendar|TimeZone|GregorianCalendar)"
                  + "|java\\.text\\..*DateFormat|java\\.sql\\.(Date|Time)")
          .allowEmptyShould(true);

  /** A URI is a name; whatever opens one is outside. */
  private static final ArchRule TOUCHES_NOTHING_OUTSIDE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.(?!URI$).*|java\\.nio\\.file\\.Files|java\\.nio\\.channels\\..*"
                  + "|java\\.io\\.(File|Random).*|java\\.lang\\.Process.*|java\\.sql\\..*")
          .allowEmptyShould(true);

  private static final ArchRule IS_A_FUNCTION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\..*|java\\.nio\\.file\\..*|java\\.io\\.File.*"
                  + "|java\\.lang\\.Process.*|java\\.lang\\.Thread|java\\.time\\.Clock"
                  + "|java\\.util\\.Random|java\\.security\\.SecureRandom"
                  + "|java\\.util\\.concurrent\\.ThreadLocalRandom")
          .orShould()
          .callMethodWhere(target(timeOrChance()))
          .allowEmptyShould(true);

  private static ModuleClasses modules = ModuleClasses.read();

  @BeforeAll
  static void readTheHouse() {
    modules = ModuleClasses.read();
  }

  @Test
  void packagesOfARoomFormNoCycles() {
    List<String> found = new ArrayList<>();
    modules
        .byModule()
        .forEach((module, classes) ->
            PackageCycles.find(classes).forEach(edge -> found.add(module + ": " + edge)));

    assertThat(found).withFailMessage(() -> String.join("\n", found)).isEmpty();
  }

  @Test
  void theSearchForCyclesFindsThoseItIsShown() {
    var importer = new ClassFileImporter();
    JavaClasses oneWay = importer.importClasses(StreamSupport.class, Spliterator.class);
    JavaClasses bothWays =
        importer.importClasses(StreamSupport.class, Spliterator.class, Collection.class);

    assertThat(PackageCycles.find(oneWay)).isEmpty();
    assertThat(PackageCycles.find(bothWays))
        .containsExactly(
            "java.util -> java.util.stream (such as Collection uses StreamSupport)",
            "java.util.stream -> java.util (such as StreamSupport uses Spliterator)");
  }

  @Test
  void onlyWhatTalksToPeopleWritesToTheirTerminal() {
    check(module -> !TALKS_TO_PEOPLE.contains(module), LEAVES_THE_TERMINAL_ALONE);
  }

  @Test
  void timeIsCountedWithTheNewClasses() {
    check(_ -> true, USES_NO_OLD_DATES);
  }

  @Test
  void theDriverIsAFunction() {
    check(module -> module.equals("driver"), IS_A_FUNCTION);
  }

  @Test
  void theModelTouchesNothingOutside() {
    check(module -> module.equals("model"), TOUCHES_NOTHING_OUTSIDE);
  }

  @Test
  void theRulesFindWhatIsSeeded() {
    JavaClasses seeded = new ClassFileImporter().importClasses(SeededHabits.class);

    for (ArchRule rule :
        Set.of(
            LEAVES_THE_TERMINAL_ALONE, USES_NO_OLD_DATES, TOUCHES_NOTHING_OUTSIDE, IS_A_FUNCTION)) {
      assertThatThrownBy(() -> rule.check(seeded))
          .as(rule.getDescription())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("SeededHabits");
    }
  }

  private static void check(Predicate<String> isMeant, ArchRule rule) {
    List<String> found = new ArrayList<>();
    modules
        .byModule()
        .forEach((module, classes) -> {
          if (isMeant.test(module)) {
            found.addAll(rule.evaluate(classes).getFailureReport().getDetails());
          }
        });

    assertThat(found).withFailMessage(() -> String.join("\n", found)).isEmpty();
  }

  private static DescribedPredicate<AccessTarget.CodeUnitCallTarget> timeOrChance() {
    return DescribedPredicate.describe(
        "a clock or a source of chance",
        called -> ASKS_FOR_TIME_OR_CHANCE.contains(called.getName()));
  }
}
