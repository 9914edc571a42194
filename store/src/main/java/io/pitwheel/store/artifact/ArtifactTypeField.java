package io.pitwheel.store.artifact;

import io.pitwheel.store.page.NameSetField;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;

/** The type of an artifact as the API names it, by its title. */
final class ArtifactTypeField {
  private static final Map<String, String> TITLES =
      Map.of(
          "MODEL", "system.Model",
          "DATASET", "system.Dataset",
          "HTML", "system.HTML",
          "MARKDOWN", "system.Markdown",
          "METRIC", "system.Metrics",
          "CLASSIFICATIONMETRIC", "system.ClassificationMetrics",
          "SLICEDCLASSIFICATIONMETRIC", "system.SlicedClassificationMetrics");

  private ArtifactTypeField() {}

  /** Every title that is none of the others is an artifact. */
  static NameSetField of(Field<String> title) {
    var conditions = new TreeMap<String, Condition>();
    TITLES.forEach((name, known) -> conditions.put(name, title.eq(known)));
    conditions.put("ARTIFACT", title.notIn(TITLES.values()));
    return new NameSetField(title, conditions);
  }
}
