package io.pitwheel.placeholder;

import io.pitwheel.placeholder.Placeholder.ArtifactProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a text into literals and placeholders. The grammar is exactly what the stock SDK writes:
 * double braces, a dollar sign, single quotes around names, no spaces. Whatever else stands in
 * double braces is text: templates of other tools pass through untouched.
 */
public final class PlaceholderParser {
  private static final String NAME = "\\['([^']*)'\\]";
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\{\\{\\$(?:"
              + ("\\.inputs\\.parameters" + NAME)
              + ("|\\.(inputs|outputs)\\.artifacts" + NAME)
              + ("(?:\\.(path|uri|metadata)(?:(?<=metadata)" + NAME + ")?)?")
              + ("|\\.outputs\\.parameters" + NAME + "\\.output_file")
              + "|(\\.outputs\\.output_file|\\.outputMetadataUri)"
              + ("|\\.(" + String.join("|", Facts.NAMES) + ")")
              + ")?\\}\\}");
  private static final int INPUT_PARAMETER = 1;
  private static final int ARTIFACT_SIDE = 2;
  private static final int ARTIFACT_NAME = 3;
  private static final int ARTIFACT_PROPERTY = 4;
  private static final int METADATA_KEY = 5;
  private static final int OUTPUT_PARAMETER = 6;
  private static final int OUTPUT_FILE = 7;
  private static final int FACT = 8;

  private PlaceholderParser() {}

  /** The pieces in order; joined by their text and source they give the text back. */
  public static List<Segment> parse(String text) {
    var segments = new ArrayList<Segment>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        segments.add(new Segment.Literal(text.substring(end, matcher.start())));
      }
      segments.add(new Segment.Hole(placeholder(matcher), matcher.group()));
      end = matcher.end();
    }
    if (end < text.length()) {
      segments.add(new Segment.Literal(text.substring(end)));
    }
    return segments;
  }

  /** The placeholder when the text is one and nothing else. */
  public static Optional<Placeholder> parseWhole(String text) {
    List<Segment> segments = parse(text);
    return segments.size() == 1 && segments.getFirst() instanceof Segment.Hole hole
        ? Optional.of(hole.placeholder())
        : Optional.empty();
  }

  private static Placeholder placeholder(Matcher matcher) {
    if (matcher.group(INPUT_PARAMETER) != null) {
      return new Placeholder.InputParameter(matcher.group(INPUT_PARAMETER));
    }
    if (matcher.group(ARTIFACT_NAME) != null) {
      String name = matcher.group(ARTIFACT_NAME);
      return matcher.group(ARTIFACT_SIDE).equals("inputs")
          ? new Placeholder.InputArtifact(name, property(matcher))
          : new Placeholder.OutputArtifact(name, property(matcher));
    }
    if (matcher.group(OUTPUT_PARAMETER) != null) {
      return new Placeholder.OutputParameterFile(matcher.group(OUTPUT_PARAMETER));
    }
    if (matcher.group(OUTPUT_FILE) != null) {
      return new Placeholder.OutputFile();
    }
    if (matcher.group(FACT) != null) {
      return new Placeholder.Fact(matcher.group(FACT));
    }
    return new Placeholder.WholeExecutorInput();
  }

  private static ArtifactProperty property(Matcher matcher) {
    String key = matcher.group(METADATA_KEY);
    return switch (matcher.group(ARTIFACT_PROPERTY)) {
      case "path" -> new ArtifactProperty.Path();
      case "uri" -> new ArtifactProperty.Uri();
      case "metadata" ->
          key == null ? new ArtifactProperty.Metadata() : new ArtifactProperty.MetadataValue(key);
      case null, default -> new ArtifactProperty.Whole();
    };
  }
}
