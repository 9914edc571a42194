package io.pitwheel.launcher.output;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.placeholder.ExecutorInput;
import io.pitwheel.placeholder.ExecutorInput.OutputArtifact;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.TextDigest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NUMBER_INTEGER | ` 3\n`          | 3",
        "NUMBER_INTEGER | -12             | -12",
        "NUMBER_INTEGER | 2.5             |",
        "NUMBER_INTEGER | 99999999999999999999 |",
        "NUMBER_INTEGER | 9999999999999999999 |",
        "NUMBER_INTEGER | three           |",
        "NUMBER_INTEGER | ``              |",
        "NUMBER_DOUBLE  | `0.5\n`         | 0.5",
        "NUMBER_DOUBLE  | 1e3             | 1000",
        "NUMBER_DOUBLE  | .5              | 0.5",
        "NUMBER_DOUBLE  | NaN             |",
        "NUMBER_DOUBLE  | 1e999           |",
        "NUMBER_DOUBLE  | 1.0f            |",
        "BOOLEAN        | `true\n`        | true",
        "BOOLEAN        | F               | false",
        "BOOLEAN        | 1               | true",
        "BOOLEAN        | yes             |",
        "LIST           | `[1, \"a\"]`    | [1,\"a\"]",
        "LIST           | {}              |",
        "STRUCT         | `{\"a\": null}` | {\"a\":null}",
        "STRUCT         | []              |",
        "STRUCT         | {              |",
      })
  void readsAFileByTheDeclaredType(ParameterType type, String text, @Nullable String json) {
    assertThat(ParameterText.parse(type, text))
        .isEqualTo(Optional.ofNullable(json).map(JsonReader::read));
  }

  @Test
  void keepsAStringToTheLastByte() throws IOException {
    write("x", " text\n\n");

    assertThat(read(ParameterType.STRING).parameters())
        .isEqualTo(Map.of("x", JsonValue.of(" text\n\n")));
  }

  @Test
  void believesTheReportBeforeTheFile() throws IOException {
    write("x", "file");
    write("executor_output.json", "{\"parameter_values\": {\"x\": \"report\"}}");

    assertThat(read(ParameterType.STRING).parameters())
        .isEqualTo(Map.of("x", JsonValue.of("report")));
  }

  @Test
  void asksTheFileForWhatTheReportDoesNotHave() throws IOException {
    write("x", "[1]");
    write("executor_output.json", "{}");

    assertThat(read(ParameterType.LIST).parameters())
        .isEqualTo(Map.of("x", JsonReader.read("[1]")));
  }

  @Test
  void namesTheValueOfAnotherType() throws IOException {
    write("executor_output.json", "{\"parameterValues\": {\"x\": \"three\"}}");
    assertRefused(ParameterType.NUMBER_INTEGER, "\"x\"", "string", "three", "NUMBER_INTEGER");

    write("executor_output.json", "{\"parameterValues\": {\"x\": null}}");
    assertRefused(ParameterType.STRING, "\"x\"", "null", "STRING");

    write("executor_output.json", "{}");
    write("x", "maybe" + "!".repeat(1000));
    assertRefused(ParameterType.BOOLEAN, "\"x\"", "maybe", "characters", "BOOLEAN");
  }

  @Test
  void quotesATextOnce() throws IOException {
    write("x", "\"abc\"");
    assertRefused(ParameterType.LIST, "the text \"\\\"abc\\\"\" in");

    write("executor_output.json", "{\"parameterValues\": {\"x\": \"abc\"}}");
    assertRefused(ParameterType.LIST, "the string \"abc\" in");
  }

  @Test
  void namesTheOutputWhoseNumberIsNone() throws IOException {
    write(
        "executor_output.json",
        "{\"artifacts\": {\"model\": {\"artifacts\": [{\"metadata\": {\"loss\": NaN}}]}}}");
    assertRefused(
        ParameterType.STRING,
        "output artifact \"model\", metadata \"loss\"",
        "NaN at line 1",
        "expected: a finite number");

    write("executor_output.json", "{\"parameterValues\": {\"x\": -Infinity}}");
    assertRefused(
        ParameterType.NUMBER_DOUBLE, "output parameter \"x\"", "-Infinity", "a finite number");
  }

  @Test
  void refusesAReportedValueThatIsLargerThanAnyParameterMayBe() throws IOException {
    byte[] megabyte = "a".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
    try (var report = Files.newOutputStream(folder.resolve("executor_output.json"))) {
      report.write("{\"parameterValues\": {\"x\": \"".getBytes(StandardCharsets.US_ASCII));
      for (long i = 0; i <= LargeValues.MAX_BYTES / megabyte.length; i++) {
        report.write(megabyte);
      }
      report.write("\"}}".getBytes(StandardCharsets.US_ASCII));
    }

    assertRefused(ParameterType.STRING, "\"x\"", "more than 268435456 bytes", "as an artifact");
  }

  @Test
  void refusesAReportThatIsNone() throws IOException {
    for (String report :
        List.of(
            "",
            "[]",
            "{\"parameterValues\": {\"x\": NaN}}",
            "{\"parameterValues\": []}",
            "{\"artifacts\": {\"a\": []}}",
            "{\"artifacts\": {\"a\": {\"artifacts\": {}}}}",
            "{\"artifacts\": {\"a\": {\"artifacts\": [{\"uri\": 1}]}}}")) {
      write("executor_output.json", report);
      assertRefused(ParameterType.STRING, folder.resolve("executor_output.json").toString());
    }
  }

  @Test
  void mergesWhatIsReportedAboutAnArtifact() throws IOException {
    write("x", "");
    write(
        "executor_output.json",
        """
        {"artifacts": {"model": {"artifacts": [{"name": "mine", "uri": "/elsewhere/model",
          "metadata": {"b": 2, "c": 3}, "more": 1}]}, "unknown": {"artifacts": []}}}
        """);

    ProducedArtifact model = model(read(ParameterType.STRING));

    assertThat(model.artifact())
        .isEqualTo(
            new Artifact(
                "id-1",
                "mine",
                "/elsewhere/model",
                "system.Model",
                "0.0.1",
                (JsonObject) JsonReader.read("{\"a\": 1, \"b\": 2, \"c\": 3}")));
    assertThat(model.path()).isNull();
    assertThat(model.customPath()).isNull();
  }

  @Test
  void keepsWhatIsNotReportedAboutAnArtifact() throws IOException {
    write("x", "");
    write(
        "executor_output.json",
        "{\"artifacts\": {\"model\": {\"artifacts\": [{\"name\": \"\", \"customPath\": \"m\"}]}}}");

    ProducedArtifact model = model(read(ParameterType.STRING));

    assertThat(model.artifact()).isEqualTo(given());
    assertThat(model.path()).isEqualTo(Path.of("/store/model"));
    assertThat(model.customPath()).isEqualTo(folder.resolve("m"));
  }

  @Test
  void spillsALargeListOfAFileAndOfAReport() throws IOException {
    String list = "[" + "1.0, ".repeat(100_000) + "2]";
    String compact = "[" + "1,".repeat(100_000) + "2]";
    write("x", list);
    JsonValue ofFile = read(ParameterType.LIST).parameters().get("x");
    write("executor_output.json", "{\"parameterValues\": {\"x\": " + list + "}}");

    JsonValue ofReport = read(ParameterType.LIST).parameters().get("x");

    String location = folder.resolve("large-outputs/x").toString();
    assertThat(ofFile)
        .isEqualTo(
            new JsonSpilled(Form.LIST, location, compact.length(), TextDigest.sha256(compact)));
    assertThat(ofReport).isEqualTo(ofFile);
    assertThat(Path.of(location)).hasContent(compact);
  }

  @Test
  void spillsALargeText() throws IOException {
    String text = "ä\n".repeat(100_000);
    write("x", text);
    JsonValue ofFile = read(ParameterType.STRING).parameters().get("x");
    write(
        "executor_output.json",
        "{\"parameterValues\": {\"x\": \"" + "ä\\n".repeat(100_000) + "\"}}");

    assertThat(read(ParameterType.STRING).parameters().get("x"))
        .isEqualTo(ofFile)
        .isInstanceOfSatisfying(
            JsonSpilled.class, spilled -> assertThat(spilled.bytes()).isEqualTo(300_000));
  }

  @Test
  void refusesALargeTextThatIsNoListAndAListThatIsTruncated() throws IOException {
    write("x", "{\"a\": [" + "1, ".repeat(100_000) + "2]}");
    assertRefused(ParameterType.LIST, "\"x\"", "a large object", "expected: LIST");

    write("x", "[" + "1, ".repeat(100_000));
    assertRefused(ParameterType.LIST, "\"x\"", "no JSON", "ends in the middle", "expected: LIST");

    write("executor_output.json", "{\"parameterValues\": {\"x\": [" + "1, ".repeat(100_000));
    assertRefused(ParameterType.LIST, "report", "ends in the middle");
  }

  @Test
  void refusesAFileThatIsLargerThanAnyParameterMayBe() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("x").toFile(), "rw")) {
      file.setLength(LargeValues.MAX_BYTES + 1);
    }

    assertRefused(ParameterType.LIST, "\"x\"", "268435457", "at most 268435456 bytes");
    assertRefused(ParameterType.STRING, "\"x\"", "268435457", "at most 268435456 bytes");
  }

  @Test
  void refusesAReportThatIsLargerThanAnyMayBe() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("executor_output.json").toFile(), "rw")) {
      file.setLength(2 * LargeValues.MAX_BYTES + 1);
    }

    assertRefused(ParameterType.STRING, "536870913", "at most 536870912 bytes");
  }

  @Test
  void refusesALinkForAParameter() throws IOException {
    Files.createSymbolicLink(folder.resolve("x"), Path.of("/etc/hostname"));

    assertRefused(ParameterType.STRING, "\"x\"", "is a link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/store/../model", "/store//model", "s3://bucket/a\\nb", "a\\u0000b"})
  void refusesAUriThatIsNoPlace(String uri) throws IOException {
    write(
        "executor_output.json",
        "{\"artifacts\": {\"model\": {\"artifacts\": [{\"uri\": \"%s\"}]}}}".formatted(uri));
    write("x", "1");

    assertRefused(ParameterType.NUMBER_INTEGER, "\"model\"", "its uri", "without ..");
  }

  private void assertRefused(ParameterType type, String... words) {
    assertThatThrownBy(() -> read(type))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.UNKNOWN))
        .hasMessageContainingAll(words);
  }

  private ProducedOutputs read(ParameterType type) {
    var declared =
        new ComponentInterface(
            Map.of(),
            Map.of(),
            Map.of("x", new ParameterDeclaration("x", type, null, false, List.of(), "")),
            Map.of());
    var input =
        new ExecutorInput(
            TaskValues.NONE,
            Set.of(),
            Map.of(),
            Map.of("x", folder.resolve("x").toString()),
            Map.of("model", new OutputArtifact(given(), "/store/model")),
            folder.resolve("executor_output.json").toString(),
            Map.of());
    return OutputReader.read(
        declared,
        input,
        folder,
        LocalFolders.EVERYWHERE,
        new LargeOutputs(new FolderObjectStore(folder), folder.toString(), Set.of(), folder));
  }

  private static Artifact given() {
    return new Artifact(
        "id-1",
        "model",
        "/store/model",
        "system.Model",
        "0.0.1",
        (JsonObject) JsonReader.read("{\"a\": 1, \"b\": 1}"));
  }

  private static ProducedArtifact model(ProducedOutputs outputs) {
    return requireNonNull(outputs.artifacts().get("model"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
