package io.pitwheel.conformance.corpus;

import java.util.List;
import java.util.regex.Pattern;

/** Features of the pipeline language that are not promised yet. Lines leave, none is added. */
final class Scope {
  private static final List<Pattern> LATER =
      List.of(
              "importer.*",
              "cf.exit-handler",
              "cf.*oneof*",
              "cf.collected-*",
              "cf.ignore-upstream",
              "cf.pipeline-exit-task",
              "cf.multi-exit-handler",
              "cf.loop-artifact",
              "in.task-final-status",
              "ex.notebook",
              "ex.embedded",
              "art.pythonic",
              "art.custom-path",
              "pl.workspace",
              "task.cache-key",
              "ex.*-dynamic")
          .stream()
          .map(glob -> Pattern.compile(("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q")))
          .toList();

  private Scope() {}

  /** Whether a pipeline uses nothing but what is promised. */
  static boolean holds(CorpusRow row) {
    return row.features().stream()
        .noneMatch(feature -> LATER.stream().anyMatch(later -> later.matcher(feature).matches()));
  }
}
