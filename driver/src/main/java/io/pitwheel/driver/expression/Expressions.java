package io.pitwheel.driver.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.pitwheel.failure.PipelinesException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates expressions and keeps the compiled programs. Safe for many threads. The first
 * evaluation in a process loads the language and takes much longer than the rest.
 */
public final class Expressions {
  /** Programs kept; the one longest unused goes first. */
  public static final int MAX_CACHED_PROGRAMS = 1_000;

  private static final Pattern RUNTIME_POSITION =
      Pattern.compile("evaluation error at <input>:(\\d+): (.*)", Pattern.DOTALL);

  private final Map<String, Compiled> programs = new LinkedHashMap<>(16, 0.75f, true);
  private final int maxCachedPrograms;

  private sealed interface Compiled {
    record Ready(CelRuntime.Program program) implements Compiled {}

    record Unreadable(String problem) implements Compiled {}
  }

  public Expressions() {
    this(MAX_CACHED_PROGRAMS);
  }

  Expressions(int maxCachedPrograms) {
    this.maxCachedPrograms = maxCachedPrograms;
  }

  int cachedPrograms() {
    synchronized (programs) {
      return programs.size();
    }
  }

  /**
   * @param variables by the names of {@link Variables}, values as {@link CelValues} makes them
   */
  public Evaluation evaluate(String expression, Map<String, ?> variables) {
    return switch (compiled(expression)) {
      case Compiled.Unreadable(String problem) -> new Evaluation.Problem(problem);
      case Compiled.Ready(CelRuntime.Program program) -> run(program, variables);
    };
  }

  private static Evaluation run(CelRuntime.Program program, Map<String, ?> variables) {
    try {
      Object result = program.eval(variables);
      return CelValues.toJson(result)
          .<Evaluation>map(Evaluation.Value::new)
          .orElseGet(() -> new Evaluation.Problem("the result is not a JSON value: " + result));
    } catch (CelEvaluationException exception) {
      return new Evaluation.Problem(problemOf(exception));
    }
  }

  private Compiled compiled(String expression) {
    synchronized (programs) {
      Compiled known = programs.get(expression);
      if (known != null) {
        return known;
      }
    }
    // Outside the lock: two threads may compile the same text, neither waits for another's.
    Compiled compiled = compile(expression);
    synchronized (programs) {
      programs.put(expression, compiled);
      if (programs.size() > maxCachedPrograms) {
        programs.remove(programs.keySet().iterator().next());
      }
    }
    return compiled;
  }

  /** What is wrong with the text of an expression, with its position; empty when it can be read. */
  public Optional<String> problemOf(String expression) {
    return compile(expression) instanceof Compiled.Unreadable(String problem)
        ? Optional.of(problem)
        : Optional.empty();
  }

  private static Compiled compile(String expression) {
    CelValidationResult result = CelEnvironment.COMPILER.compile(expression);
    Optional<CelIssue> error = result.getErrors().stream().findFirst();
    if (error.isPresent()) {
      return new Compiled.Unreadable(
          "%s at line %d, character %d"
              .formatted(
                  error.get().getMessage(),
                  error.get().getSourceLocation().getLine(),
                  error.get().getSourceLocation().getColumn() + 1));
    }
    try {
      return new Compiled.Ready(CelEnvironment.RUNTIME.createProgram(result.getAst()));
    } catch (CelValidationException | CelEvaluationException exception) {
      return new Compiled.Unreadable(String.valueOf(exception.getMessage()));
    }
  }

  private static String problemOf(CelEvaluationException exception) {
    String message = String.valueOf(exception.getMessage());
    Matcher positioned = RUNTIME_POSITION.matcher(message);
    String position = "";
    if (positioned.matches()) {
      position = " at character " + (Integer.parseInt(positioned.group(1)) + 1);
      message = positioned.group(2);
    }
    if (exception.getCause() instanceof PipelinesException refused) {
      // Of our own function: CEL would name the function and repeat its argument, not the mistake.
      message = String.valueOf(refused.getMessage());
    }
    return exception.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
        ? "there is no key " + message + position
        : message + position;
  }
}
