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
  SCHEDULE;

  static PlaceKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** As messages name such a thing. */
  String word() {
    return switch (this) {
      case SCHEDULE -> "recurring run";
      case VERSION -> "pipeline version";
      case NAMESPACE, EXPERIMENT, RUN, TASK, ARTIFACT, PIPELINE -> name().toLowerCase(Locale.ROOT);
    };
  }
}
