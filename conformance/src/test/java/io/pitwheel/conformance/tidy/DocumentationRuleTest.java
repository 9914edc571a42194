package io.pitwheel.conformance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentationRuleTest {
  private static final String MAIN = "store/src/main/java/io/pitwheel/store/";

  @Test
  void findsPublicTypesWithoutJavadoc() {
    assertThat(check("public class Runs {}")).hasSize(1);
    assertThat(check("/** Keeps runs. */ public class Runs { public record Row() {} }")).hasSize(1);
    assertThat(check("/** Keeps runs. */ public interface Runs { record Row() {} }")).hasSize(1);
  }

  @Test
  void asksNothingOfWhatCannotBeSeen() {
    assertThat(check("class Runs { public record Row() {} }")).isEmpty();
    assertThat(check("/** Keeps runs. */ public class Runs { record Row() {} }")).isEmpty();
    assertThat(check("/** Keeps runs. */ public class Runs {}")).isEmpty();
  }

  @Test
  void findsAPackageThatSaysNothing() {
    var alone = JavaFile.parse(MAIN + "Runs.java", "package io.pitwheel.store; class Runs {}");
    var elsewhere =
        JavaFile.parse(
            "server/src/main/java/package-info.java",
            "/** Doors. */ @NullMarked package io.pitwheel.store;");

    assertThat(DocumentationRule.checkPackages(List.of(alone, elsewhere))).hasSize(1);
  }

  @Test
  void findsAPackageThatIsNotMarkedOrNotDescribed() {
    var unmarked = JavaFile.parse(MAIN + "package-info.java", "/** It. */ package io.pitwheel;");
    var silent = JavaFile.parse(MAIN + "package-info.java", "@NullMarked package io.pitwheel;");

    assertThat(DocumentationRule.checkPackages(List.of(unmarked))).hasSize(1);
    assertThat(DocumentationRule.checkPackages(List.of(silent))).hasSize(1);
  }

  @Test
  void acceptsADescribedPackage() {
    var described =
        JavaFile.parse(MAIN + "package-info.java", "/** It. */ @NullMarked package io.pitwheel;");
    var member = JavaFile.parse(MAIN + "Runs.java", "package io.pitwheel; class Runs {}");

    assertThat(DocumentationRule.checkPackages(List.of(described, member))).isEmpty();
  }

  private static List<Finding> check(String code) {
    return DocumentationRule.check(JavaFile.parse(MAIN + "Runs.java", code));
  }
}
