package io.pitwheel.specification.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.SpecificationDigest;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pipeline of the shared corpus, read or refused as its index says. */
class CorpusTest {
  static List<Corpus.Row> rows() {
    Optional<Corpus> corpus = Corpus.find();
    if (corpus.isEmpty()) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("no corpus: set PITWHEEL_CORPUS");
      }
      System.out.println("CorpusTest skipped: no shared/corpus above and no PITWHEEL_CORPUS");
      Assumptions.abort("no corpus");
    }
    return Stream.concat(
            corpus.orElseThrow().rows().stream(), corpus.orElseThrow().driverRows().stream())
        .toList();
  }

  static List<Corpus.Row> validRows() {
    return rows().stream().filter(Corpus.Row::isValid).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void readsWhatIsValidAndRefusesTheRest(Corpus.Row row) throws IOException {
    byte[] content = Files.readAllBytes(row.file());

    if (!row.isValid()) {
      var refusal =
          catchThrowableOfType(
              PipelinesException.class, () -> PipelineDocumentReader.read(content));
      assertThat(refusal).isNotNull();
      assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
      assertThat(refusal.path()).isNotEmpty();
      return;
    }
    ReadPipeline read = PipelineDocumentReader.read(content);

    assertThat(TaskGraph.of(read.specification()).nodes()).hasSizeGreaterThan(1);
    assertThat(readAgain(read)).isEqualTo(read);
  }

  @ParameterizedTest
  @MethodSource("validRows")
  void namesWhatIsReadTwiceBySameDigest(Corpus.Row row) throws IOException {
    ReadPipeline read = PipelineDocumentReader.read(Files.readAllBytes(row.file()));

    assertThat(SpecificationDigest.of(readAgain(read).specification()))
        .isEqualTo(SpecificationDigest.of(read.specification()))
        .matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @MethodSource("validRows")
  void completesNothingInPipelinesThatDeclareWhatTheyRead(Corpus.Row row) throws IOException {
    ReadPipeline read = PipelineDocumentReader.read(Files.readAllBytes(row.file()));

    PipelineSpecification complete = read.specification();
    assertThat(complete)
        .isEqualTo(
            SpecificationReader.read(
                complete.document(), PlatformDocument.read(complete.platformDocument())));
  }

  private static ReadPipeline readAgain(ReadPipeline read) {
    JsonObject document = read.specification().document();
    return PipelineDocumentReader.read(document, read.specification().platformDocument());
  }
}
