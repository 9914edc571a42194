package io.pitwheel.failure;

/**
 * Why something failed, whose fault it is and whether trying again may help. The numbers are those
 * of {@code google.rpc.Code}; the one table from here to HTTP lives in the server.
 */
public enum ErrorCode {
  /** Someone asked for it to stop. */
  CANCELLED(1, Fault.CALLER, false),
  /** No better code is known; what a task that failed by itself carries. */
  UNKNOWN(2, Fault.CALLER, false),
  /** The caller's input is wrong whatever the state of the system. */
  INVALID_ARGUMENT(3, Fault.CALLER, false),
  /** The time allowed ran out. */
  DEADLINE_EXCEEDED(4, Fault.CALLER, false),
  /** The thing named does not exist. */
  NOT_FOUND(5, Fault.CALLER, false),
  /** The thing to be made exists and is another one. */
  ALREADY_EXISTS(6, Fault.CALLER, false),
  /** The caller is known and may not. */
  PERMISSION_DENIED(7, Fault.CALLER, false),
  /** A bound of ours, of the disk or of the memory is reached. */
  RESOURCE_EXHAUSTED(8, Fault.SYSTEM, true),
  /** The input is right, the state of the thing forbids it. */
  FAILED_PRECONDITION(9, Fault.CALLER, false),
  /** KFP's "bad request" class for conflicts, such as deleting the default experiment. */
  ABORTED(10, Fault.CALLER, true),
  /** The verb exists for other things than this one. */
  UNIMPLEMENTED(12, Fault.CALLER, false),
  /** A defect of ours. */
  INTERNAL(13, Fault.SYSTEM, false),
  /** Something we need does not answer. */
  UNAVAILABLE(14, Fault.DEPENDENCY, true),
  /** Who is calling is not known. */
  UNAUTHENTICATED(16, Fault.CALLER, false);

  /** Who has to act. */
  public enum Fault {
    CALLER,
    SYSTEM,
    DEPENDENCY
  }

  private final int number;
  private final Fault fault;
  private final boolean retryMayHelp;

  ErrorCode(int number, Fault fault, boolean retryMayHelp) {
    this.number = number;
    this.fault = fault;
    this.retryMayHelp = retryMayHelp;
  }

  /** The number in {@code google.rpc.Code}. */
  public int number() {
    return number;
  }

  public Fault fault() {
    return fault;
  }

  /** Whether the same call may succeed later. */
  public boolean retryMayHelp() {
    return retryMayHelp;
  }
}
