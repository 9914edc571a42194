package io.pitwheel.server.message;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A field of a generated message, read by the methods that were generated for it. Asking the
 * message by descriptor comes to the same methods by reflection, which took more time than all else
 * about printing a list (docs/adr/0038).
 *
 * @param name as in the proto file
 * @param field its descriptor
 * @param has whether it was; always, where a message cannot tell
 * @param get its value: of an enum the number, of a list and of a map all of them
 * @param unset what it is when it was not set
 */
public record MessageField(
    String name,
    FieldDescriptor field,
    Predicate<Message> has,
    Function<Message, Object> get,
    Object unset) {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /** The fields of a message's type, in their order in the proto file. */
  public static List<MessageField> of(Message message) {
    return message.getDescriptorForType().getFields().stream()
        .map(field -> of(field, message.getClass()))
        .toList();
  }

  private static MessageField of(FieldDescriptor field, Class<? extends Message> type) {
    String name = nameInJava(field.getName());
    boolean isEnum = field.getJavaType() == JavaType.ENUM;
    String value = name + (isEnum ? "Value" : "");
    if (field.isMapField()) {
      JavaType ofValues = field.getMessageType().findFieldByNumber(2).getJavaType();
      String map = name + (ofValues == JavaType.ENUM ? "ValueMap" : "Map");
      return new MessageField(
          field.getName(), field, _ -> true, getter(type, "get" + map), Map.of());
    }
    if (field.isRepeated()) {
      return new MessageField(
          field.getName(), field, _ -> true, getter(type, "get" + value + "List"), List.of());
    }
    Predicate<Message> has = field.hasPresence() ? presence(type, "has" + name) : _ -> true;
    return new MessageField(
        field.getName(), field, has, getter(type, "get" + value), unset(field, isEnum));
  }

  private static Object unset(FieldDescriptor field, boolean isEnum) {
    if (isEnum) {
      return 0;
    }
    // Of a message that was not set nothing is asked.
    return field.getJavaType() == JavaType.MESSAGE ? List.of() : field.getDefaultValue();
  }

  /** As the generator makes it: a letter is large after anything that is no letter. */
  private static String nameInJava(String name) {
    var text = new StringBuilder();
    boolean isLarge = true;
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean isLetter = Character.isLetter(each);
      if (isLetter || Character.isDigit(each)) {
        text.append(isLarge ? Character.toUpperCase(each) : each);
      }
      isLarge = !isLetter;
    }
    return text.toString();
  }

  @SuppressWarnings("unchecked") // It was made for this shape.
  private static Function<Message, Object> getter(Class<?> type, String method) {
    return (Function<Message, Object>)
        made(
            type,
            method,
            Function.class,
            "apply",
            MethodType.methodType(Object.class, Object.class));
  }

  @SuppressWarnings("unchecked") // It was made for this shape.
  private static Predicate<Message> presence(Class<?> type, String method) {
    return (Predicate<Message>)
        made(
            type,
            method,
            Predicate.class,
            "test",
            MethodType.methodType(boolean.class, Object.class));
  }

  /** What the compiler makes of {@code Run::getState}, for a method that is found by its name. */
  private static Object made(
      Class<?> type, String method, Class<?> shape, String called, MethodType erased) {
    try {
      MethodHandle handle = LOOKUP.unreflect(type.getMethod(method));
      MethodType typed =
          erased.returnType() == boolean.class ? handle.type() : handle.type().wrap();
      return LambdaMetafactory.metafactory(
              LOOKUP, called, MethodType.methodType(shape), erased, handle, typed)
          .getTarget()
          .invoke();
    } catch (Throwable exception) {
      throw new IllegalStateException(
          "a generated message %s without %s".formatted(type.getName(), method), exception);
    }
  }
}
