package io.pitwheel.server.access;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message. A step into a map or a {@code google.protobuf.Struct} is a key. Of an
 * enum it is the name in small letters, unless it is the one that says nothing.
 */
record MessageFields(Message message) implements CallFields {
  @Override
  public List<String> values(String path) {
    var found = new ArrayList<String>();
    walk(message, List.of(path.split("\\.")), found);
    return found;
  }

  private static void walk(Message node, List<String> steps, List<String> found) {
    if (node instanceof Struct struct) {
      take(struct.getFieldsMap().get(steps.getFirst()), rest(steps), found);
      return;
    }
    FieldDescriptor field = node.getDescriptorForType().findFieldByName(steps.getFirst());
    if (field == null) {
      throw new IllegalStateException(
          "no field %s in %s".formatted(steps, node.getDescriptorForType().getFullName()));
    }
    if (field.isMapField()) {
      walkMap(node, field, rest(steps), found);
    } else if (field.isRepeated()) {
      ((List<?>) node.getField(field)).forEach(element -> take(element, rest(steps), found));
    } else if (!field.hasPresence() || node.hasField(field)) {
      take(node.getField(field), rest(steps), found);
    }
  }

  private static void walkMap(
      Message node, FieldDescriptor field, List<String> steps, List<String> found) {
    for (Object each : (List<?>) node.getField(field)) {
      var entry = (Message) each;
      List<FieldDescriptor> pair = entry.getDescriptorForType().getFields();
      if (entry.getField(pair.getFirst()).equals(steps.getFirst())) {
        take(entry.getField(pair.getLast()), rest(steps), found);
      }
    }
  }

  private static void take(@Nullable Object value, List<String> steps, List<String> found) {
    switch (value) {
      case null -> {}
      case Value wrapped when wrapped.hasStructValue() ->
          take(wrapped.getStructValue(), steps, found);
      case Value wrapped -> take(wrapped.getStringValue(), steps, found);
      case Message inner when !steps.isEmpty() -> walk(inner, steps, found);
      case EnumValueDescriptor name when name.getNumber() != 0 ->
          found.add(name.getName().toLowerCase(Locale.ROOT));
      case String text when !text.isEmpty() && steps.isEmpty() -> found.add(text);
      default -> {}
    }
  }

  private static List<String> rest(List<String> steps) {
    return steps.subList(1, steps.size());
  }
}
