package io.pitwheel.server.artifact;

import com.linecorp.armeria.common.MediaType;
import io.pitwheel.artifact.Artifact;
import java.util.Locale;
import java.util.Map;

/** What the bytes of an artifact are, by its type and by names. Nothing is guessed from bytes. */
final class ContentTypes {
  private static final MediaType PLAIN = MediaType.PLAIN_TEXT_UTF_8;
  private static final Map<String, MediaType> BY_ENDING =
      Map.ofEntries(
          Map.entry("txt", PLAIN),
          Map.entry("log", PLAIN),
          Map.entry("yaml", PLAIN),
          Map.entry("yml", PLAIN),
          Map.entry("py", PLAIN),
          Map.entry("tsv", PLAIN),
          Map.entry("csv", MediaType.CSV_UTF_8),
          Map.entry("json", MediaType.JSON_UTF_8),
          Map.entry("md", MediaType.parse("text/markdown; charset=utf-8")),
          Map.entry("html", MediaType.HTML_UTF_8),
          Map.entry("htm", MediaType.HTML_UTF_8),
          Map.entry("png", MediaType.PNG),
          Map.entry("jpg", MediaType.JPEG),
          Map.entry("jpeg", MediaType.JPEG),
          Map.entry("gif", MediaType.GIF),
          Map.entry("webp", MediaType.WEBP),
          Map.entry("svg", MediaType.SVG_UTF_8),
          Map.entry("pdf", MediaType.PDF),
          Map.entry("zip", MediaType.ZIP));
  private static final Map<String, String> ENDING_BY_TYPE =
      Map.of("system.HTML", "html", "system.Markdown", "md");

  private ContentTypes() {}

  /**
   * @param name of the file
   */
  static MediaType of(Artifact artifact, String name) {
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    MediaType named = BY_ENDING.get(ending);
    if (named != null) {
      return named;
    }
    String typical = ENDING_BY_TYPE.getOrDefault(artifact.schemaTitle(), "");
    return BY_ENDING.getOrDefault(typical, MediaType.OCTET_STREAM);
  }
}
