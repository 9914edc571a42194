package io.pitwheel.server.http;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Status;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ResponseCompleteException;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.server.RequestTimeoutException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.BoundedMessage;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what was thrown into the {@code google.rpc.Status} that callers get: code and message, and
 * as its first detail the same again, where KFP's user interface looks for the short message. A
 * failure with a place in the input has a second one, a {@code google.rpc.BadRequest} that names
 * it. Long texts are cut in the middle.
 */
public final class Failures {
  private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * The answer to anything thrown. What is not a {@link PipelinesException} is a defect: logged.
   */
  public static Status statusOf(Throwable thrown) {
    if (thrown instanceof PipelinesException failure) {
      Status plain = status(failure.code(), messageOf(failure));
      return failure.path().isEmpty() ? plain : withPlace(plain, failure);
    }
    Status known = StatusProto.fromThrowable(thrown);
    if (known != null) {
      String message = known.getMessage();
      return known.getDetailsCount() > 0
          ? known
          : status(ErrorTable.ofNumber(known.getCode()), message);
    }
    if (thrown instanceof ShuttingDownException) {
      return status(
          ErrorCode.UNAVAILABLE,
          "the server ended before the answer (what was asked may be done; ask again)");
    }
    if (isEndOfClient(thrown)) {
      return status(ErrorCode.CANCELLED, "the caller left before the answer");
    }
    if (thrown instanceof HttpReplies.SlowRequest) {
      return status(ErrorCode.DEADLINE_EXCEEDED, String.valueOf(thrown.getMessage()));
    }
    if (thrown instanceof RequestTimeoutException) {
      return status(
          ErrorCode.DEADLINE_EXCEEDED,
          "the answer was not there in time (what was asked may still be done)");
    }
    String reference = UUID.randomUUID().toString();
    LOGGER.atError().addKeyValue("reference", reference).setCause(thrown).log("defect");
    return status(
        ErrorCode.INTERNAL, "a defect of the server; its log tells more under " + reference);
  }

  // Its connection broke, or it was answered while it still sent; nobody hears this.
  private static boolean isEndOfClient(Throwable thrown) {
    return thrown instanceof ClosedSessionException
        || thrown instanceof AbortedStreamException
        || thrown instanceof ResponseCompleteException
        || thrown instanceof ClosedStreamException;
  }

  /** The place in the input as clients read it without taking a message apart. */
  private static Status withPlace(Status plain, PipelinesException failure) {
    var violation =
        BadRequest.FieldViolation.newBuilder()
            .setField(BoundedMessage.cutPath(failure.path()))
            .setDescription(plain.getMessage());
    var place = BadRequest.newBuilder().addFieldViolations(violation).build();
    return plain.toBuilder().addDetails(Any.pack(place)).build();
  }

  /** A status with its message, cut to what headers of gRPC hold, repeated as its detail. */
  public static Status status(ErrorCode code, String message) {
    Status plain =
        Status.newBuilder().setCode(code.number()).setMessage(BoundedMessage.cut(message)).build();
    return plain.toBuilder().addDetails(Any.pack(plain)).build();
  }

  /** The message of a failure with its place in the input, where there is one, in front. */
  public static String messageOf(PipelinesException failure) {
    String message = String.valueOf(failure.getMessage());
    String path = failure.path();
    return path.isEmpty() || message.contains(path) ? message : path + ": " + message;
  }
}
