package io.pitwheel.engine.argo.compiler;

import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.TextDigest;
import org.junit.jupiter.api.Test;

/** The Workflows of all real pipelines at hand, by bytes and digest of each template. */
final class CorpusWorkflowsTest {
  private static final String HEADER = "pipeline,template,bytes,sha256";
  private static final int SHOWN_DIGITS = 12;

  @Test
  void makesTheKnownWorkflowOfEveryValidPipeline() {
    var text = new StringBuilder(HEADER).append('\n');
    CorpusPipelines.valid()
        .forEach((pipeline, graph) -> append(text, pipeline, Compiled.graph(graph)));

    Golden.compare("corpus.csv", text.toString());
  }

  private static void append(StringBuilder text, String pipeline, JsonObject workflow) {
    text.append(line(pipeline, "(all)", workflow));
    Compiled.templatesOf(workflow)
        .forEach((template, body) -> text.append(line(pipeline, template, body)));
  }

  private static String line(String pipeline, String template, JsonObject body) {
    return "%s,%s,%d,%s%n"
        .formatted(
            pipeline,
            template,
            Compiled.bytesOf(body),
            TextDigest.sha256(JsonWriter.write(body)).substring(0, SHOWN_DIGITS));
  }
}
