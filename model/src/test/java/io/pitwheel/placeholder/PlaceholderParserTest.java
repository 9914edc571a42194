package io.pitwheel.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.placeholder.Placeholder.ArtifactProperty;
import io.pitwheel.placeholder.Segment.Hole;
import io.pitwheel.placeholder.Segment.Literal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderParserTest {
  @Test
  void readsEveryFormTheSdkWrites() {
    assertWhole("{{$}}", new Placeholder.WholeExecutorInput());
    assertWhole(
        "{{$.inputs.parameters['pipelinechannel--a b']}}",
        new Placeholder.InputParameter("pipelinechannel--a b"));
    assertWhole(
        "{{$.inputs.artifacts['m'].path}}",
        new Placeholder.InputArtifact("m", new ArtifactProperty.Path()));
    assertWhole(
        "{{$.inputs.artifacts['m'].uri}}",
        new Placeholder.InputArtifact("m", new ArtifactProperty.Uri()));
    assertWhole(
        "{{$.inputs.artifacts['m'].metadata}}",
        new Placeholder.InputArtifact("m", new ArtifactProperty.Metadata()));
    assertWhole(
        "{{$.inputs.artifacts['m'].metadata['rows']}}",
        new Placeholder.InputArtifact("m", new ArtifactProperty.MetadataValue("rows")));
    assertWhole(
        "{{$.inputs.artifacts['m']}}",
        new Placeholder.InputArtifact("m", new ArtifactProperty.Whole()));
    assertWhole(
        "{{$.outputs.artifacts['m'].path}}",
        new Placeholder.OutputArtifact("m", new ArtifactProperty.Path()));
    assertWhole(
        "{{$.outputs.parameters['p'].output_file}}", new Placeholder.OutputParameterFile("p"));
    assertWhole("{{$.outputs.output_file}}", new Placeholder.OutputFile());
    assertWhole("{{$.outputMetadataUri}}", new Placeholder.OutputFile());
    for (String name : Facts.NAMES) {
      assertWhole("{{$." + name + "}}", new Placeholder.Fact(name));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ $ }}",
        "{{$.inputs.parameters[\"p\"]}}",
        "{{$.inputs.artifacts['m'].path['k']}}",
        "{{$.something_else}}",
        "{{channel:task=t;name=n;type=String;}}",
        "{{item}}",
        "{$}",
      })
  void leavesEverythingElseAsText(String text) {
    assertThat(PlaceholderParser.parse(text)).containsExactly(new Literal(text));
  }

  @Test
  void splitsTextAroundPlaceholders() {
    assertThat(PlaceholderParser.parse("{{a{{$.pipeline_root}}/x{{$}}"))
        .containsExactly(
            new Literal("{{a"),
            new Hole(new Placeholder.Fact("pipeline_root"), "{{$.pipeline_root}}"),
            new Literal("/x"),
            new Hole(new Placeholder.WholeExecutorInput(), "{{$}}"));
  }

  @Property
  void piecesJoinedGiveTheTextBack(
      @ForAll @StringLength(max = 60) @CharRange(from = '#', to = '~') String noise) {
    String text = noise + "{{$}}" + noise + "{{$.inputs.parameters['" + "p']}}" + noise;

    var joined = new StringBuilder();
    for (Segment segment : PlaceholderParser.parse(text)) {
      joined.append(
          switch (segment) {
            case Literal literal -> literal.text();
            case Hole hole -> hole.source();
          });
    }

    assertThat(joined.toString()).isEqualTo(text);
  }

  private static void assertWhole(String text, Placeholder expected) {
    assertThat(PlaceholderParser.parseWhole(text)).contains(expected);
    assertThat(PlaceholderParser.parseWhole(text + " ")).isEmpty();
  }
}
