package io.pitwheel.conformance.compatibility;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.pitwheel.api.v2beta1.ArtifactProto;
import io.pitwheel.api.v2beta1.AuthProto;
import io.pitwheel.api.v2beta1.ExperimentProto;
import io.pitwheel.api.v2beta1.FilterProto;
import io.pitwheel.api.v2beta1.HealthzProto;
import io.pitwheel.api.v2beta1.PipelineProto;
import io.pitwheel.api.v2beta1.RecurringRunProto;
import io.pitwheel.api.v2beta1.ReportProto;
import io.pitwheel.api.v2beta1.RunProto;
import io.pitwheel.api.v2beta1.VisualizationProto;
import io.pitwheel.conformance.project.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the page about the API against its rows, and the rows against the calls there are and the
 * tests they name. {@code -Dpitwheel.rewrite=true} writes the page anew.
 */
class ApiTableTest {
  private static final String FOLDER = "conformance/src/test/resources/compatibility/";
  private static final Path PAGE = Checkout.root().resolve("docs/compatibility/api.md");
  private static final String NONE = "-";
  private static final String HEAD =
      """
      # What of the v2beta1 API works

      One row for each call of KFP's v2beta1 API; REST and gRPC are two doors to the same code.
      A test of `conformance` writes this page and refuses a row whose test is not there.
      Databases are those on which both REST and gRPC have a test; all tests run on SQLite, and which run on more stands [below](#databases).

      | Call | Works | REST | gRPC | Others | Databases |
      |---|---|---|---|---|---|
      """;
  private static final String MIDDLE =
      """

      ## Where we differ from KFP

      What the reference marks as a defect of KFP is done right here, and what it leaves open is decided.

      | KFP | Here | Tests |
      |---|---|---|
      """;

  private static final String OBSERVATION =
      """

      ## Watching a server

      What tells how a server and its runs are doing, beside the calls; [operations.md](../operations.md) says how it is used.

      | What | KFP | Here | Tests |
      |---|---|---|---|
      """;

  private static final String DATABASES =
      """

      ## Databases

      The tests of this page that run on more than SQLite, as their sources say.

      | Test | Databases |
      |---|---|
      """;

  private static final List<FileDescriptor> FILES =
      List.of(
          ArtifactProto.getDescriptor(),
          AuthProto.getDescriptor(),
          ExperimentProto.getDescriptor(),
          FilterProto.getDescriptor(),
          HealthzProto.getDescriptor(),
          PipelineProto.getDescriptor(),
          RecurringRunProto.getDescriptor(),
          ReportProto.getDescriptor(),
          RunProto.getDescriptor(),
          VisualizationProto.getDescriptor());

  private final List<Feature> calls = Feature.read(Checkout.read(FOLDER + "calls.csv"));
  private final List<List<String>> deviations = rows("deviations.csv");
  private final List<List<String>> observation = rows("observation.csv");
  private final DatabasesOfTests databases = new DatabasesOfTests();

  private static List<List<String>> rows(String file) {
    return Checkout.read(FOLDER + file)
        .lines()
        .skip(1)
        .map(line -> List.of(line.split("\\|", -1)))
        .toList();
  }

  @Test
  void pageIsWhatTheRowsSay() throws IOException {
    String page =
        HEAD
            + calls.stream().map(this::line).collect(joining("\n"))
            + "\n"
            + DATABASES
            + onSeveral().map(this::databaseLine).collect(joining("\n"))
            + "\n"
            + OBSERVATION
            + observation.stream().map(ApiTableTest::line).collect(joining("\n"))
            + "\n"
            + MIDDLE
            + deviations.stream().map(ApiTableTest::line).collect(joining("\n"))
            + "\n";
    if (Boolean.getBoolean("pitwheel.rewrite")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dpitwheel.rewrite=true")
        .isEqualTo(page);
  }

  @Test
  void everyCallHasOneRow() {
    assertThat(calls)
        .extracting(Feature::name)
        .containsExactlyInAnyOrderElementsOf(
            FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service ->
                    service.getMethods().stream()
                        .map(method -> service.getName() + "." + method.getName()))
                .toList());
  }

  @Test
  void everyRowNamesTestsThatAreThere() {
    Set<String> methods = CompatibilityTableTest.testMethods();

    Stream<String> ofRows =
        Stream.concat(deviations.stream(), observation.stream())
            .flatMap(row -> Stream.of(row.getLast().split(" ")));

    assertThat(Stream.concat(calls.stream().flatMap(call -> call.tests().stream()), ofRows))
        .filteredOn(test -> !test.equals(NONE))
        .allMatch(methods::contains);
  }

  @Test
  void everyCallThatWorksIsTestedByBothDoorsOnEveryDatabase() {
    assertThat(calls)
        .filteredOn(call -> call.status().equals("yes"))
        .allSatisfy(call ->
            assertThat(onBoth(under(call, "Rest"), under(call, "Grpc")))
                .as(call.name())
                .isEqualTo(DatabasesOfTests.ALL));
  }

  @Test
  void whatDoesNotWorkHasNoTestAndSaysWhatIsMissing() {
    assertThat(calls)
        .allSatisfy(call -> {
          assertThat(call.tests().equals(List.of(NONE))).isEqualTo(call.status().equals("no"));
          assertThat(call.missing().isEmpty()).isEqualTo(call.status().equals("yes"));
        });
  }

  /** The cells as they are, but for the last, which has tests. */
  private static String line(List<String> row) {
    return "| %s | %s |"
        .formatted(
            String.join(" | ", row.subList(0, row.size() - 1)),
            shown(List.of(row.getLast().split(" "))));
  }

  /** The tests of a call stand under the door that their names name. */
  private String line(Feature call) {
    List<String> rest = under(call, "Rest");
    List<String> grpc = under(call, "Grpc");
    List<String> others =
        call.tests().stream()
            .filter(test -> !rest.contains(test) && !grpc.contains(test) && !test.equals(NONE))
            .toList();
    String works = call.status() + (call.missing().isEmpty() ? "" : ": " + call.missing());
    return "| `%s` | %s | %s | %s | %s | %s |"
        .formatted(
            call.name(),
            works,
            shown(rest),
            shown(grpc),
            shown(others),
            String.join(", ", onBoth(rest, grpc)));
  }

  private static List<String> under(Feature call, String door) {
    return call.tests().stream().filter(test -> test.endsWith(door)).toList();
  }

  private List<String> onBoth(List<String> rest, List<String> grpc) {
    return DatabasesOfTests.ALL.stream()
        .filter(database -> hasTest(rest, database) && hasTest(grpc, database))
        .toList();
  }

  private boolean hasTest(List<String> tests, String database) {
    return tests.stream().anyMatch(test -> databases.of(test).contains(database));
  }

  private Stream<String> onSeveral() {
    Stream<String> ofRows =
        Stream.concat(deviations.stream(), observation.stream())
            .flatMap(row -> Stream.of(row.getLast().split(" ")));
    return Stream.concat(calls.stream().flatMap(call -> call.tests().stream()), ofRows)
        .filter(test -> !test.equals(NONE) && databases.of(test).size() > 1)
        .distinct()
        .sorted();
  }

  private String databaseLine(String test) {
    return "| `%s` | %s |".formatted(test, String.join(", ", databases.of(test)));
  }

  private static String shown(List<String> tests) {
    return tests.stream().map(test -> "`" + test + "`").collect(joining(", "));
  }
}
