package io.pitwheel.server.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.util.Random;

/** Messages of any generated type, of which each seed makes the same. */
final class RandomMessages {
  private static final int MOST_DEEP = 4;
  private static final int MOST_ELEMENTS = 3;
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Random random;

  RandomMessages(long seed) {
    this.random = new Random(seed);
  }

  /** One of the type of an empty message. */
  Message like(Message empty) {
    return message(empty.newBuilderForType(), 0);
  }

  private Message message(Message.Builder builder, int depth) {
    Message.Builder known = wellKnown(builder, depth);
    if (known != builder) {
      return known.build();
    }
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      boolean isAny =
          field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              && field.getMessageType().getFullName().equals("google.protobuf.Any");
      if (!isAny && depth < MOST_DEEP && random.nextInt(4) > 0) {
        fill(builder, field, depth);
      }
    }
    return builder.build();
  }

  private Message.Builder wellKnown(Message.Builder builder, int depth) {
    return switch (builder) {
      case Struct.Builder _ -> struct(depth).toBuilder();
      case Value.Builder _ -> value(depth).toBuilder();
      case ListValue.Builder _ -> ListValue.newBuilder().addValues(value(depth + 1));
      case Timestamp.Builder _ ->
          Timestamp.newBuilder().setSeconds(random.nextLong(FIRST_SECOND, LAST_SECOND + 1));
      default -> builder;
    };
  }

  private void fill(Message.Builder builder, FieldDescriptor field, int depth) {
    if (!field.isRepeated()) {
      builder.setField(field, value(builder, field, depth));
      return;
    }
    for (int i = random.nextInt(MOST_ELEMENTS + 1); i > 0; i--) {
      builder.addRepeatedField(
          field,
          field.isMapField()
              ? entry(builder.newBuilderForField(field), i, depth)
              : value(builder, field, depth));
    }
  }

  /** Keys are texts, and differ. */
  private Message entry(Message.Builder builder, int number, int depth) {
    FieldDescriptor key = builder.getDescriptorForType().findFieldByNumber(1);
    FieldDescriptor value = builder.getDescriptorForType().findFieldByNumber(2);
    builder.setField(key, text() + number);
    builder.setField(value, value(builder, value, depth));
    return builder.build();
  }

  private Object value(Message.Builder owner, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> number();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case BYTE_STRING -> ByteString.copyFromUtf8(text());
      case ENUM -> constant(field.getEnumType());
      case MESSAGE -> message(owner.newBuilderForField(field), depth + 1);
    };
  }

  private Object constant(EnumDescriptor type) {
    int chosen = random.nextInt(type.getValues().size() + 1);
    return chosen < type.getValues().size()
        ? type.getValues().get(chosen)
        : type.findValueByNumberCreatingIfUnknown(123_456);
  }

  private double number() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(100);
      // Of a small exponent; zero has one sign alone.
      case 1 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62)) + 0.0;
      case 2 -> random.nextGaussian();
      default -> 0;
    };
  }

  private String text() {
    return random
        .ints(random.nextInt(6), 0, 0x1_0500)
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private Struct struct(int depth) {
    var struct = Struct.newBuilder();
    for (int i = random.nextInt(MOST_ELEMENTS + 1); i > 0; i--) {
      struct.putFields(text(), value(depth + 1));
    }
    return struct.build();
  }

  private Value value(int depth) {
    var value = Value.newBuilder();
    return switch (random.nextInt(depth < MOST_DEEP ? 6 : 4)) {
      case 0 -> value.setStringValue(text()).build();
      case 1 -> value.setNumberValue(number()).build();
      case 2 -> value.setBoolValue(random.nextBoolean()).build();
      case 3 -> value.setNullValue(NullValue.NULL_VALUE).build();
      case 4 -> value.setStructValue(struct(depth + 1)).build();
      default -> value.setListValue(ListValue.newBuilder().addValues(value(depth + 1))).build();
    };
  }
}
