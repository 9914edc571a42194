package io.pitwheel.store.pipeline;

import static io.pitwheel.store.schema.Tables.PIPELINES;
import static io.pitwheel.store.schema.Tables.PIPELINE_TAGS;
import static io.pitwheel.store.schema.Tables.PIPELINE_VERSIONS;
import static io.pitwheel.store.schema.Tables.PIPELINE_VERSION_TAGS;

import io.pitwheel.page.RowPredicate.HasTag;
import io.pitwheel.store.session.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one kind of thing, one row each.
 *
 * @param owner whose tags they are, in the table of tags
 * @param owned the same in the table of the things
 */
record TagTable(
    Table<Record> table,
    Field<String> owner,
    Field<String> owned,
    Field<String> key,
    Field<String> value) {
  static final TagTable OF_PIPELINES =
      new TagTable(
          PIPELINE_TAGS,
          PIPELINE_TAGS.PIPELINE_ID,
          PIPELINES.PIPELINE_ID,
          PIPELINE_TAGS.TAG_KEY,
          PIPELINE_TAGS.TAG_VALUE);

  static final TagTable OF_VERSIONS =
      new TagTable(
          PIPELINE_VERSION_TAGS,
          PIPELINE_VERSION_TAGS.VERSION_ID,
          PIPELINE_VERSIONS.VERSION_ID,
          PIPELINE_VERSION_TAGS.TAG_KEY,
          PIPELINE_VERSION_TAGS.TAG_VALUE);

  /** Which things have a tag. */
  Condition rowsWith(HasTag tag) {
    return DSL.exists(
        DSL.selectOne()
            .from(table)
            .where(owner.eq(owned))
            .and(key.eq(tag.key()))
            .and(value.eq(tag.value())));
  }

  Map<String, Map<String, String>> of(Session session, Collection<String> ids) {
    var tags = new HashMap<String, Map<String, String>>();
    session
        .sql()
        .select(owner, key, value)
        .from(table)
        .where(owner.in(ids))
        .forEach(row ->
            tags.computeIfAbsent(row.get(owner), _ -> new HashMap<>())
                .put(row.get(key), row.get(value)));
    return tags;
  }

  /**
   * @param tags null to leave them
   */
  void change(Session session, String id, @Nullable Map<String, String> tags) {
    if (tags != null) {
      replace(session, id, tags);
    }
  }

  void replace(Session session, String id, Map<String, String> tags) {
    session.sql().deleteFrom(table).where(owner.eq(id)).execute();
    tags.forEach((tagKey, tagValue) ->
        session
            .sql()
            .insertInto(table)
            .set(owner, id)
            .set(key, tagKey)
            .set(value, tagValue)
            .execute());
  }
}
