package io.pitwheel.store.view;

import io.pitwheel.store.value.LinkPlace;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The id of a link as its database makes it of the text of its place: what {@link LinkPlace#idOf}
 * makes, a UUID of version 3. It is asked for only where links are looked for or sorted by id.
 */
final class LinkIdentifiers {
  private static final String DIGITS = "0123456789abcdef";

  /** Each digit with the bits of the variant put over its upper two. */
  private static final String DIGITS_OF_VARIANT = "89ab89ab89ab89ab";

  private LinkIdentifiers() {}

  static Field<String> of(Field<String> place) {
    Field<String> digest = DSL.function("md5", String.class, place);
    Field<Integer> variant =
        DSL.position(DSL.inline(DIGITS), DSL.substring(digest, DSL.inline(17), DSL.inline(1)));
    return DSL.concat(
        DSL.substring(digest, 1, 8),
        DSL.inline("-"),
        DSL.substring(digest, 9, 4),
        DSL.inline("-3"),
        DSL.substring(digest, 14, 3),
        DSL.inline("-"),
        DSL.substring(DSL.inline(DIGITS_OF_VARIANT), variant, DSL.inline(1)),
        DSL.substring(digest, 18, 3),
        DSL.inline("-"),
        DSL.substring(digest, 21, 12));
  }
}
