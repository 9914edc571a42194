package io.pitwheel.store.view;

import static io.pitwheel.store.schema.Tables.TASKS;

import io.pitwheel.store.page.ListedField;
import io.pitwheel.store.page.NameSetField;
import io.pitwheel.store.page.TextField;
import io.pitwheel.store.page.TimeField;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What tasks are sorted and filtered by. */
final class TaskFields {
  private static final String ROOT = "ROOT";

  private TaskFields() {}

  static Map<String, ListedField> byName() {
    return Map.ofEntries(
        Map.entry("task_id", TextField.of(TASKS.TASK_ID)),
        Map.entry("run_id", TextField.of(TASKS.RUN_ID)),
        Map.entry("name", TextField.ofAnyLength(name())),
        Map.entry("display_name", TextField.ofAnyLength(TASKS.DISPLAY_NAME)),
        Map.entry("scope_path", TextField.ofAnyLength(TASKS.SCOPE_PATH)),
        Map.entry("parent_task_id", TextField.of(orEmpty(TASKS.PARENT_TASK_ID))),
        Map.entry("cache_fingerprint", TextField.of(orEmpty(TASKS.FINGERPRINT_VALUE))),
        Map.entry("created_at", new TimeField(TASKS.CREATED_AT)),
        Map.entry("end_time", TimeField.orEpoch(TASKS.ENDED_AT)),
        Map.entry("state", names(TASKS.STATE, Arrays.stream(TaskState.values()).map(Enum::name))),
        Map.entry("type", names(TASKS.TYPE, Arrays.stream(TaskType.values()).map(Enum::name))));
  }

  /** The last key of the path: what follows the path of the graph around. */
  private static Field<String> name() {
    var around = TASKS.as("around");
    Field<Integer> start =
        DSL.field(
            DSL.select(DSL.length(around.SCOPE_PATH).plus(2))
                .from(around)
                .where(around.TASK_ID.eq(TASKS.PARENT_TASK_ID)));
    return DSL.coalesce(DSL.substring(TASKS.SCOPE_PATH, start), DSL.inline(ROOT));
  }

  private static Field<String> orEmpty(Field<String> field) {
    return DSL.coalesce(field, DSL.inline(""));
  }

  static NameSetField names(Field<String> field, Stream<String> names) {
    var conditions = new TreeMap<String, Condition>();
    names.forEach(name -> conditions.put(name, field.eq(name)));
    return new NameSetField(field, conditions);
  }
}
