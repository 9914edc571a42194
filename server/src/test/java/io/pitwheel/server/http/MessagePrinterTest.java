package io.pitwheel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.pitwheel.server.access.ServiceDescriptors;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Every message of the API, printed as the library of protocol buffers does. */
class MessagePrinterTest {
  private static final Map<String, Message> TYPES = types();

  private static Map<String, Message> types() {
    var types = new LinkedHashMap<String, Message>();
    ServiceDescriptors.all().stream()
        .flatMap(service -> service.getMethods().stream())
        .flatMap(MessagePrinterTest::messagesOf)
        .forEach(message -> collect(message, types));
    return types;
  }

  private static Stream<Message> messagesOf(MethodDescriptor<?, ?> method) {
    return Stream.of(method.getRequestMarshaller(), method.getResponseMarshaller())
        .map(marshaller ->
            (Message)
                Objects.requireNonNull(
                    ((PrototypeMarshaller<?>) marshaller).getMessagePrototype()));
  }

  private static void collect(Message message, Map<String, Message> types) {
    boolean isAny = message instanceof Any;
    if (isAny || types.putIfAbsent(message.getDescriptorForType().getFullName(), message) != null) {
      return;
    }
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.getJavaType() == JavaType.MESSAGE && !field.isMapField()) {
        collect(
            message.newBuilderForType().newBuilderForField(field).getDefaultInstanceForType(),
            types);
      }
    }
  }

  @Property(tries = 40)
  void printsEveryMessageAsTheLibraryDoes(@ForAll long seed) throws InvalidProtocolBufferException {
    var random = new RandomMessages(seed);
    for (Message empty : TYPES.values()) {
      Message message = random.like(empty);
      String expected = JsonFormat.printer().preservingProtoFieldNames().print(message);

      assertThat(JsonReader.read(JsonWriter.write(MessagePrinter.print(message))))
          .as("%s %s", empty.getDescriptorForType().getFullName(), message)
          .isEqualTo(JsonReader.read(expected));
    }
  }

  @Test
  void knowsTheWholeApi() {
    assertThat(TYPES).hasSizeGreaterThan(80);
  }
}
