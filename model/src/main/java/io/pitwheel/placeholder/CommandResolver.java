package io.pitwheel.placeholder;

import io.pitwheel.failure.PipelinesException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the command or the arguments of a component into what is executed (stage B): first {@code
 * IfPresent} and {@code Concat} are expanded, then placeholders are filled. What is filled in is
 * never looked at again, whatever it contains.
 */
public final class CommandResolver {
  private CommandResolver() {}

  /**
   * @param elements {@code command} or {@code args} as written in the pipeline
   * @return maybe fewer elements (an absent {@code IfPresent} vanishes) or more (a list is spliced)
   * @throws PipelinesException INVALID_ARGUMENT naming an input, an output or a metadata key that a
   *     placeholder asks for and the task does not have
   */
  public static List<String> resolve(List<String> elements, ExecutorInput input) {
    var substitution = new ExecutorSubstitution(input);
    var resolved = new ArrayList<String>();
    for (String element : elements) {
      for (String expanded : ArgumentStructure.expand(element, substitution::isPresent)) {
        resolved.add(substitution.fill(expanded));
      }
    }
    return List.copyOf(resolved);
  }
}
