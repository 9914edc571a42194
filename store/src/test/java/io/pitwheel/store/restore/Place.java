package io.pitwheel.store.restore;

import io.pitwheel.store.Stores;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A database, empty at first.
 *
 * @param variables with which the commands of the guide find it
 * @param opening as a server does that starts
 */
public record Place(Map<String, String> variables, Supplier<Stores> opening) {
  public Place {
    variables = Map.copyOf(variables);
  }

  public Stores open() {
    return opening.get();
  }
}
