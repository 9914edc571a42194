package io.pitwheel.engine.argo.compiler;

import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parameters of templates and of their uses, in Argo's form. Names are short: each node has them.
 */
final class Parameters {
  /** The key of a task. */
  static final String KEY = "a";

  /** The iteration in which a graph stands. */
  static final String ITERATION = "i";

  private Parameters() {}

  /** {@code inputs} of a template. */
  static JsonObject declared(String... names) {
    return listed(Stream.of(names).map(name -> JsonMembers.of("name", name)).toList());
  }

  /** {@code outputs} of a template whose value comes with the answer. */
  static JsonObject supplied(String name) {
    return listed(
        List.of(
            new JsonMembers()
                .put("name", name)
                .put("valueFrom", JsonMembers.of("supplied", JsonObject.EMPTY))
                .build()));
  }

  /** {@code arguments} of a use: names and values in turn. */
  static JsonObject given(String... namesAndValues) {
    return listed(
        Stream.iterate(0, at -> at < namesAndValues.length, at -> at + 2)
            .map(at ->
                new JsonMembers()
                    .put("name", namesAndValues[at])
                    .put("value", namesAndValues[at + 1])
                    .build())
            .toList());
  }

  /** What stands for an input inside its template. */
  static String input(String name) {
    return "{{inputs.parameters.%s}}".formatted(name);
  }

  private static JsonObject listed(List<JsonObject> parameters) {
    return new JsonMembers().put("parameters", parameters).build();
  }
}
