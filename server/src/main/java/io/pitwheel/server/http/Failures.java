package io.pitwheel.server.http;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what was thrown into the {@code google.rpc.Status} that callers get: code and message, and
 * as its one detail the same again, where KFP's user interface looks for the short message.
 */
public final class Failures {
  private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * The answer to anything thrown. What is not a {@link PipelinesException} is a defect: logged.
   */
  public static Status statusOf(Throwable thrown) {
    if (thrown instanceof PipelinesException failure) {
      return status(failure.code(), messageOf(failure));
    }
    Status known = StatusProto.fromThrowable(thrown);
    if (known != null) {
      String message = known.getMessage();
      return known.getDetailsCount() > 0
          ? known
          : status(ErrorTable.ofNumber(known.getCode()), message);
    }
    String reference = UUID.randomUUID().toString();
    LOGGER.atError().addKeyValue("reference", reference).setCause(thrown).log("defect");
    return status(
        ErrorCode.INTERNAL, "a defect of the server; its log tells more under " + reference);
  }

  /** A status with its message, repeated as its detail. */
  public static Status status(ErrorCode code, String message) {
    Status plain = Status.newBuilder().setCode(code.number()).setMessage(message).build();
    return plain.toBuilder().addDetails(Any.pack(plain)).build();
  }

  /** The message of a failure with its place in the input, where there is one, in front. */
  public static String messageOf(PipelinesException failure) {
    String message = String.valueOf(failure.getMessage());
    String path = failure.path();
    return path.isEmpty() || message.contains(path) ? message : path + ": " + message;
  }
}
