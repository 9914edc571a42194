package io.pitwheel.store.pipeline;

import static io.pitwheel.store.schema.Tables.PIPELINE_VERSIONS;
import static io.pitwheel.store.schema.Tables.SPECIFICATIONS;

import io.pitwheel.store.page.ListedField;
import io.pitwheel.store.page.NameSetField;
import io.pitwheel.store.page.TextField;
import io.pitwheel.store.page.TimeField;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What versions of pipelines are sorted and filtered by. */
final class VersionFields {
  private VersionFields() {}

  static Map<String, ListedField> byName() {
    return Map.of(
        "created_at", new TimeField(PIPELINE_VERSIONS.CREATED_AT),
        "display_name", TextField.of(PIPELINE_VERSIONS.DISPLAY_NAME),
        "name", TextField.of(PIPELINE_VERSIONS.NAME),
        "description", TextField.ofAnyLength(PIPELINE_VERSIONS.DESCRIPTION),
        "pipeline_version_id", TextField.of(PIPELINE_VERSIONS.VERSION_ID),
        // A version that is there is ready.
        "status", new NameSetField(DSL.inline("READY"), rowsByStatus()),
        "pipeline_spec", TextField.ofAnyLength(document()));
  }

  private static Map<String, Condition> rowsByStatus() {
    return Map.of(
        "CREATING", DSL.falseCondition(),
        "READY", DSL.trueCondition(),
        "DELETING", DSL.falseCondition());
  }

  private static Field<String> document() {
    return DSL.field(
        DSL.select(SPECIFICATIONS.DOCUMENT)
            .from(SPECIFICATIONS)
            .where(SPECIFICATIONS.SPECIFICATION_ID.eq(PIPELINE_VERSIONS.SPECIFICATION_ID)));
  }
}
