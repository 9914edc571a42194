package io.pitwheel.server.http;

import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Errors as gRPC answers them, for where nothing of the library knows more than HTTP. */
public final class GrpcReplies {
  private GrpcReplies() {}

  /** Whether a request is a call of gRPC. */
  public static boolean isAsked(ServiceRequestContext context) {
    MediaType type = context.request().contentType();
    return type != null && type.subtype().startsWith("grpc");
  }

  /** A refusal as the protocol has it that was asked in: that of gRPC, or HTTP with JSON. */
  public static HttpResponse refusal(ServiceRequestContext context, Throwable refusal) {
    return isAsked(context) ? failure(HttpReplies.statusOf(refusal)) : HttpReplies.failure(refusal);
  }

  /** An answer that is nothing but an error. */
  public static HttpResponse failure(Status shape) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.create("application", "grpc+proto"))
            .add("grpc-status", String.valueOf(shape.getCode()))
            .add("grpc-message", encoded(shape.getMessage()))
            .add(
                "grpc-status-details-bin",
                Base64.getEncoder().withoutPadding().encodeToString(shape.toByteArray()))
            .build());
  }

  /** Headers are visible ASCII: all else is written as its bytes, as gRPC's protocol has it. */
  private static String encoded(String message) {
    var text = new StringBuilder();
    for (byte each : message.getBytes(StandardCharsets.UTF_8)) {
      if (each >= ' ' && each <= '~' && each != '%') {
        text.append((char) each);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return text.toString();
  }
}
