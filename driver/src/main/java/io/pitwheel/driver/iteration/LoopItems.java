package io.pitwheel.driver.iteration;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.IterationItems;
import io.pitwheel.driver.IterationItems.OfArtifacts;
import io.pitwheel.driver.IterationItems.OfParameters;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.placeholder.ConstantResolver;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskIterator.ArtifactItems;
import io.pitwheel.specification.TaskIterator.ParameterItems;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The items of a loop, from its iterator and the loop task's own inputs. */
public final class LoopItems {
  private static final int MAX_VALUE_LENGTH = 200;

  /** Each iteration is a row for every task in it; more than this is a slip rather than a wish. */
  private static final int MAX_ITEMS = 100_000;

  private LoopItems() {}

  /**
   * @param inputs the loop task's resolved ones
   * @param constants fills placeholders that stand in written items
   * @param path where the loop stands in the pipeline
   * @param large brings a list that was spilled
   * @throws PipelinesException INVALID_ARGUMENT with the value when it is neither a list nor a text
   *     that holds a JSON list, when there is no list of artifacts, and for more than 100,000 items
   */
  public static IterationItems of(
      TaskIterator iterator,
      TaskValues inputs,
      ConstantResolver constants,
      String path,
      LargeValues large) {
    IterationItems items = find(iterator, inputs, constants, path, large);
    if (items.count() > MAX_ITEMS) {
      throw tooMany("%d items".formatted(items.count()), path);
    }
    return items;
  }

  private static IterationItems find(
      TaskIterator iterator,
      TaskValues inputs,
      ConstantResolver constants,
      String path,
      LargeValues large) {
    return switch (iterator) {
      case RawItems raw ->
          new OfParameters(
              ((JsonList)
                      constants.resolve(parsed(raw.json(), path + ".parameterIterator.items.raw")))
                  .values());
      case ParameterItems items -> ofInput(items, inputs.parameters(), path, large);
      case ArtifactItems items -> new OfArtifacts(ofArtifacts(items, inputs, path));
    };
  }

  private static List<Artifact> ofArtifacts(ArtifactItems items, TaskValues inputs, String path) {
    List<Artifact> artifacts = inputs.artifacts().get(items.inputArtifact());
    if (artifacts == null) {
      throw PipelinesException.invalid(
          path + ".artifactIterator.items.inputArtifact",
          "iterating over the input artifact %s: it is not given (expected: a list of artifacts)"
              .formatted(items.inputArtifact()));
    }
    return artifacts;
  }

  private static OfParameters ofInput(
      ParameterItems items, Map<String, JsonValue> parameters, String path, LargeValues large) {
    String itemsPath = path + ".parameterIterator.items.inputParameter";
    JsonValue value = parameters.get(items.inputParameter());
    if (value == null) {
      throw PipelinesException.invalid(
          itemsPath,
          "iterating over the input %s: it has no value (expected: a list)"
              .formatted(items.inputParameter()));
    }
    return switch (value) {
      case JsonList list -> new OfParameters(list.values());
      case JsonText text -> new OfParameters(parsed(text.value(), itemsPath).values());
      case JsonSpilled spilled -> ofSpilled(spilled, path, itemsPath, large);
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonObject _ ->
          throw notAList(JsonWriter.write(value), itemsPath, null);
    };
  }

  /** Of a list that is too long no more is read than shows it. */
  private static OfParameters ofSpilled(
      JsonSpilled spilled, String path, String itemsPath, LargeValues large) {
    if (spilled.form() == Form.OBJECT) {
      throw notAList(spilled.description(), itemsPath, null);
    }
    if (!(start(spilled, itemsPath, large) instanceof JsonList list)) {
      throw notAList(spilled.description(), itemsPath, null);
    }
    if (list.values().size() > MAX_ITEMS) {
      throw tooMany(
          "%s, which has more than %d items".formatted(spilled.description(), MAX_ITEMS), path);
    }
    return spilled.form() == Form.LIST
        ? new OfParameters(list.values(), spilled)
        : new OfParameters(list.values());
  }

  private static JsonValue start(JsonSpilled spilled, String itemsPath, LargeValues large) {
    try {
      return large.loadStart(spilled, MAX_ITEMS + 1);
    } catch (PipelinesException exception) {
      if (exception.code() == ErrorCode.INVALID_ARGUMENT) {
        throw notAList(
            "%s: %s".formatted(spilled.description(), exception.getMessage()),
            itemsPath,
            exception);
      }
      throw exception;
    }
  }

  private static PipelinesException tooMany(String items, String path) {
    return PipelinesException.invalid(
        path, "iterating over %s (expected: at most %d)".formatted(items, MAX_ITEMS));
  }

  private static JsonList parsed(String json, String path) {
    try {
      if (JsonReader.read(json) instanceof JsonList list) {
        return list;
      }
    } catch (PipelinesException exception) {
      throw notAList(json, path, exception);
    }
    throw notAList(json, path, null);
  }

  private static PipelinesException notAList(String value, String path, @Nullable Throwable cause) {
    String shown =
        value.length() <= MAX_VALUE_LENGTH ? value : value.substring(0, MAX_VALUE_LENGTH) + "…";
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "iterating over %s (expected: a list, or a text that holds a JSON list)".formatted(shown),
        path,
        cause);
  }
}
