package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.IOProducer;
import io.pitwheel.api.v2beta1.IOType;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.Names;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Checks of what is told of tasks and artifacts, each a bound with a name. */
final class Told {
  /** Of keys and names of tasks: what an index of every database holds. */
  static final int MAX_NAME = 255;

  /** Of the metadata of one artifact, or of the words on a state, as JSON. */
  static final int MAX_VALUE_CHARACTERS = 1_048_576;

  static final int MAX_ITERATION = 1_000_000;

  /** In one call for many. */
  static final int MAX_BULK = 10_000;

  private Told() {}

  static PipelinesException refused(String path, Object told, String expected) {
    return PipelinesException.invalid(
        path, "reading %s: %s (expected: %s)".formatted(path, told, expected));
  }

  /** An id or a key that has to be there. */
  static String required(String path, String told) {
    return Names.require(path, told, MAX_NAME);
  }

  static String optionalName(String path, String told, int maxLength) {
    return told.isEmpty() ? told : Names.require(path, told, maxLength);
  }

  /** One of two places in which a request names the same thing. */
  static void requireEqual(String path, String inBody, String inPath) {
    if (!inBody.isEmpty() && !inBody.equals(inPath)) {
      throw refused(path, inBody, inPath + ", as the request names it, or nothing");
    }
  }

  static JsonValue bounded(String path, JsonValue value) {
    int length = JsonWriter.write(value).length();
    if (length > MAX_VALUE_CHARACTERS) {
      throw refused(path, length + " characters", "at most " + MAX_VALUE_CHARACTERS);
    }
    return value;
  }

  static @Nullable Integer iteration(String path, boolean isTold, long told) {
    if (!isTold) {
      return null;
    }
    if (told < 0 || told > MAX_ITERATION) {
      throw refused(path, told, "0 to " + MAX_ITERATION);
    }
    return (int) told;
  }

  static @Nullable Integer iteration(String path, IOProducer producer) {
    return iteration(path + ".iteration", producer.hasIteration(), producer.getIteration());
  }

  static String producer(String path, IOProducer producer) {
    return optionalName(path + ".task_name", producer.getTaskName(), MAX_NAME);
  }

  static String type(String path, IOType type, int number) {
    if (type == IOType.UNRECOGNIZED) {
      throw refused(path, number, "the number of an IOType");
    }
    return type.name();
  }

  static void requireBulk(String path, int count) {
    if (count == 0 || count > MAX_BULK) {
      throw refused(path, count + " entries", "1 to " + MAX_BULK);
    }
  }
}
