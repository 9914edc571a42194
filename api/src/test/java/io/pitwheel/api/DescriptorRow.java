package io.pitwheel.api;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what a descriptor says in the form of the tables under {@code wire/}. */
final class DescriptorRow {

  /** Far from the numbers that KFP may give out one day. */
  private static final int FIRST_OF_OURS = 1_001;

  private DescriptorRow() {}

  /**
   * One row a field; a message without fields has one row as well, so that it is not overlooked.
   */
  static Stream<String> ofFields(Descriptor message) {
    var start = message.getFile().getPackage() + "," + nameIn(message, message) + ",";
    if (message.getFields().isEmpty()) {
      return Stream.of(start + ",,,empty,");
    }
    return message.getFields().stream().map(field -> start + ofField(field));
  }

  private static String ofField(FieldDescriptor field) {
    return String.join(
        ",",
        Integer.toString(field.getNumber()),
        field.getName(),
        typeOf(field),
        labelOf(field),
        field.getJsonName());
  }

  private static String typeOf(FieldDescriptor field) {
    if (field.isMapField()) {
      var entry = field.getMessageType();
      return "map<%s:%s>"
          .formatted(typeOf(entry.findFieldByNumber(1)), typeOf(entry.findFieldByNumber(2)));
    }
    return switch (field.getJavaType()) {
      case MESSAGE -> nameIn(field, field.getMessageType());
      case ENUM -> nameIn(field, field.getEnumType());
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
          field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String labelOf(FieldDescriptor field) {
    return Stream.of(presenceOf(field), field.getOptions().getDeprecated() ? "deprecated" : "")
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String presenceOf(FieldDescriptor field) {
    if (field.isMapField()) {
      return "map";
    }
    if (field.isRepeated()) {
      return "repeated";
    }
    if (field.getRealContainingOneof() != null) {
      return "oneof:" + field.getRealContainingOneof().getName();
    }
    return field.toProto().getProto3Optional() ? "optional" : "";
  }

  /** With the values of KFP. */
  static String ofEnum(EnumDescriptor enumeration) {
    return ofEnum(enumeration, value -> value.getNumber() < FIRST_OF_OURS);
  }

  /** With the values that this server adds to an enum of KFP's. */
  static String ofOurValues(EnumDescriptor enumeration) {
    return ofEnum(enumeration, value -> value.getNumber() >= FIRST_OF_OURS);
  }

  private static String ofEnum(
      EnumDescriptor enumeration, Predicate<EnumValueDescriptor> isListed) {
    var values =
        enumeration.getValues().stream()
            .filter(isListed)
            .map(value -> value.getName() + "=" + value.getNumber())
            .collect(Collectors.joining(" "));
    return String.join(
        ",", enumeration.getFile().getPackage(), nameIn(enumeration, enumeration), values);
  }

  static String ofMethod(MethodDescriptor method) {
    var rule = method.getOptions().getExtension(AnnotationsProto.http);
    return String.join(
        ",",
        method.getService().getFullName() + "/" + method.getName(),
        verbOf(rule),
        pathOf(rule),
        rule.getBody(),
        method.getInputType().getFullName(),
        method.getOutputType().getFullName());
  }

  private static String verbOf(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET, PUT, POST, DELETE, PATCH -> rule.getPatternCase().name();
      case CUSTOM -> rule.getCustom().getKind();
      case PATTERN_NOT_SET -> "";
    };
  }

  static String pathOf(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case PUT -> rule.getPut();
      case POST -> rule.getPost();
      case DELETE -> rule.getDelete();
      case PATCH -> rule.getPatch();
      case CUSTOM -> rule.getCustom().getPath();
      case PATTERN_NOT_SET -> "";
    };
  }

  /**
   * The name of a type as the tables write it beside this place: without the package they share.
   */
  private static String nameIn(GenericDescriptor place, GenericDescriptor type) {
    var sharedPackage = place.getFile().getPackage();
    return type.getFile().getPackage().equals(sharedPackage)
        ? type.getFullName().substring(sharedPackage.length() + 1)
        : type.getFullName();
  }
}
