package io.pitwheel.store.view;

import static io.pitwheel.store.schema.Tables.ARTIFACTS;
import static io.pitwheel.store.schema.Tables.ARTIFACT_TASKS;

import io.pitwheel.page.Page;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.page.TextField;
import io.pitwheel.store.page.TimeField;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.value.LinkPlace;
import io.pitwheel.store.value.ValueColumns;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.LinkQuery;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Links of artifacts in pages. A link has no id of its own in its row: its place is one. */
final class LinkPages {
  private static final String NAME = "links";
  private static final Field<String> PLACE = field("place", String.class);
  private static final Field<Long> CREATED_AT = field("created_at", Long.class);

  private LinkPages() {}

  private static <T> Field<T> field(String name, Class<T> type) {
    return DSL.field(DSL.name(NAME, name), type);
  }

  private static <T> Field<T> of(Field<T> column) {
    return DSL.field(DSL.name(NAME, column.getName()), column.getType());
  }

  static Page<ArtifactLink> list(Session session, LinkQuery query) throws SQLException {
    var pages =
        new KeysetPages(
            table(query),
            PLACE,
            Map.of(
                "id", TextField.of(LinkIdentifiers.of(PLACE)),
                "producer", TextField.of(of(ARTIFACT_TASKS.PRODUCER)),
                "created_at", new TimeField(CREATED_AT),
                "artifact_id", TextField.of(of(ARTIFACT_TASKS.ARTIFACT_ID)),
                "task_id", TextField.of(of(ARTIFACT_TASKS.TASK_ID)),
                "run_id", TextField.of(of(ARTIFACT_TASKS.RUN_ID)),
                "key", TextField.of(of(ARTIFACT_TASKS.ARTIFACT_KEY)),
                "type", TextField.of(of(ARTIFACT_TASKS.IO_TYPE))),
            null);
    return pages.read(session, DSL.noCondition(), query.page(), LinkPages::read);
  }

  private static Table<Record> table(LinkQuery query) {
    Field<String> place =
        DSL.concat(
            ARTIFACT_TASKS.TASK_ID,
            DSL.inline("/"),
            text(ARTIFACT_TASKS.DIRECTION),
            DSL.inline("/"),
            text(ARTIFACT_TASKS.ITERATION),
            DSL.inline("/"),
            text(ARTIFACT_TASKS.CHOICE),
            DSL.inline("/"),
            text(ARTIFACT_TASKS.POSITION),
            DSL.inline("/"),
            ARTIFACT_TASKS.ARTIFACT_KEY);
    return DSL.select(ARTIFACT_TASKS.fields())
        .select(ARTIFACTS.CREATED_AT, place.as("place"))
        .from(ARTIFACT_TASKS)
        .join(ARTIFACTS)
        .on(ARTIFACTS.ARTIFACT_ID.eq(ARTIFACT_TASKS.ARTIFACT_ID))
        .where(isAsked(query))
        .asTable(NAME);
  }

  private static Field<String> text(Field<?> number) {
    return number.cast(SQLDataType.VARCHAR(12));
  }

  private static Condition isAsked(LinkQuery query) {
    return DSL.and(
        among(ARTIFACT_TASKS.TASK_ID, query.taskIds()),
        among(ARTIFACT_TASKS.RUN_ID, query.runIds()),
        among(ARTIFACT_TASKS.ARTIFACT_ID, query.artifactIds()),
        among(ARTIFACT_TASKS.IO_TYPE, query.types()));
  }

  private static Condition among(Field<String> field, List<String> values) {
    return values.isEmpty() ? DSL.noCondition() : field.in(values);
  }

  private static ArtifactLink read(Record row) {
    String taskId = row.get(of(ARTIFACT_TASKS.TASK_ID));
    int iteration = row.get(of(ARTIFACT_TASKS.ITERATION));
    var place =
        new LinkPlace(
            row.get(of(ARTIFACT_TASKS.DIRECTION)).intValue(),
            row.get(of(ARTIFACT_TASKS.ARTIFACT_KEY)),
            iteration,
            row.get(of(ARTIFACT_TASKS.CHOICE)),
            row.get(of(ARTIFACT_TASKS.POSITION)));
    return new ArtifactLink(
        place.idOf(taskId),
        row.get(of(ARTIFACT_TASKS.ARTIFACT_ID)),
        row.get(of(ARTIFACT_TASKS.RUN_ID)),
        taskId,
        row.get(of(ARTIFACT_TASKS.IO_TYPE)),
        row.get(of(ARTIFACT_TASKS.PRODUCER)),
        iteration == ValueColumns.NO_ITERATION ? null : iteration,
        place.key());
  }
}
