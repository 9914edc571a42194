package io.pitwheel.server.http;

import com.linecorp.armeria.common.HttpStatus;
import io.pitwheel.failure.ErrorCode;

/**
 * The one table from an error code to what callers see. The numbers of gRPC are those of {@link
 * ErrorCode}; the HTTP statuses are those of KFP's gateway, which differ from the usual ones in one
 * row: ABORTED is 409 (KFP's "bad request" class).
 */
public final class ErrorTable {
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private ErrorTable() {}

  /** The HTTP status that answers an error. */
  public static HttpStatus httpStatus(ErrorCode code) {
    return switch (code) {
      case CANCELLED -> HttpStatus.valueOf(CLIENT_CLOSED_REQUEST);
      case INVALID_ARGUMENT, FAILED_PRECONDITION -> HttpStatus.BAD_REQUEST;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case ALREADY_EXISTS, ABORTED -> HttpStatus.CONFLICT;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
      case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
      case UNKNOWN, INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
    };
  }

  /** The code with a number of {@code google.rpc.Code}; UNKNOWN for one that we never send. */
  public static ErrorCode ofNumber(int number) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.number() == number) {
        return code;
      }
    }
    return ErrorCode.UNKNOWN;
  }

  /** The code that says best what an HTTP status of the server itself says. */
  static ErrorCode ofHttpStatus(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405, 501 -> ErrorCode.UNIMPLEMENTED;
      case 503 -> ErrorCode.UNAVAILABLE;
      default -> status < 500 ? ErrorCode.INVALID_ARGUMENT : ErrorCode.INTERNAL;
    };
  }
}
