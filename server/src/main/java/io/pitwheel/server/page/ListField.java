package io.pitwheel.server.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One field that a list can be filtered by, and most often sorted.
 *
 * @param stored the store's name of it
 * @param names of a field of kind NAME, each at its number of the wire; empty texts for numbers
 *     that are none
 */
public record ListField(String stored, FieldKind kind, boolean isSortable, List<String> names) {
  public ListField {
    names = List.copyOf(names);
  }

  public static ListField text(String stored) {
    return new ListField(stored, FieldKind.TEXT, true, List.of());
  }

  public static ListField time(String stored) {
    return new ListField(stored, FieldKind.TIME, true, List.of());
  }

  public static ListField number(String stored) {
    return new ListField(stored, FieldKind.NUMBER, true, List.of());
  }

  /** One of the names, which stand at their numbers of the wire. */
  public static ListField name(String stored, List<String> names) {
    return new ListField(stored, FieldKind.NAME, true, names);
  }

  /** The same, for filters only. */
  public ListField unsorted() {
    return new ListField(stored, kind, false, names);
  }

  /** The name as the store has it, for one in any case. */
  Optional<String> nameOf(String given) {
    String name = given.toUpperCase(Locale.ROOT);
    return names.stream().filter(known -> !known.isEmpty() && known.equals(name)).findFirst();
  }

  /** The name at a number of the wire. */
  Optional<String> nameOf(long number) {
    return number >= 0 && number < names.size()
        ? Optional.of(names.get((int) number)).filter(name -> !name.isEmpty())
        : Optional.empty();
  }
}
