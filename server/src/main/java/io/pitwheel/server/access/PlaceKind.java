package io.pitwheel.server.access;

import java.util.Locale;

/** What a field of a request names, by which the namespace of the call is found. */
enum PlaceKind {
  NAMESPACE,
  EXPERIMENT,
  RUN,
  TASK,
  ARTIFACT,
  PIPELINE,
  VERSION,
  SCHEDULE,
  /** The namespace that a manifest names. */
  WORKFLOW,
  SCHEDULED_WORKFLOW,
  /** What a manifest is about. */
  WORKFLOW_RUN,
  WORKFLOW_SCHEDULE;

  static PlaceKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether the request itself says the namespace. */
  boolean isSaid() {
    return this == NAMESPACE || this == WORKFLOW || this == SCHEDULED_WORKFLOW;
  }

  /** As messages name such a thing. */
  String word() {
    return switch (this) {
      case SCHEDULE, WORKFLOW_SCHEDULE -> "recurring run";
      case WORKFLOW_RUN -> RUN.word();
      case SCHEDULED_WORKFLOW -> "scheduled workflow";
      case VERSION -> "pipeline version";
      case NAMESPACE, EXPERIMENT, RUN, TASK, ARTIFACT, PIPELINE, WORKFLOW ->
          name().toLowerCase(Locale.ROOT);
    };
  }
}
