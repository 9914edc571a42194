package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.GetRunRequest;
import io.pitwheel.api.v2beta1.ListRunsRequest;
import io.pitwheel.failure.PipelinesException;

/** How much of a run is answered. */
enum RunView {
  /** The run, with the number of its tasks. KFP's name of it is DEFAULT. */
  BASIC(false),
  /** Also the tasks; no specification. */
  RUNTIME_ONLY(true),
  /** The tasks and the specification. */
  FULL(true);

  private final boolean hasTasks;

  RunView(boolean hasTasks) {
    this.hasTasks = hasTasks;
  }

  static RunView of(GetRunRequest request) {
    return switch (request.getView()) {
      case DEFAULT, BASIC -> BASIC;
      case RUNTIME_ONLY -> RUNTIME_ONLY;
      case FULL -> FULL;
      case UNRECOGNIZED -> throw unknown(request.getViewValue());
    };
  }

  static RunView of(ListRunsRequest request) {
    return switch (request.getView()) {
      case DEFAULT, BASIC -> BASIC;
      case RUNTIME_ONLY -> RUNTIME_ONLY;
      case FULL -> FULL;
      case UNRECOGNIZED -> throw unknown(request.getViewValue());
    };
  }

  boolean hasTasks() {
    return hasTasks;
  }

  private static PipelinesException unknown(int number) {
    return PipelinesException.invalid(
        "view",
        "reading view: %d (expected: one of DEFAULT, FULL, BASIC, RUNTIME_ONLY)".formatted(number));
  }
}
