package io.pitwheel.specification;

/**
 * One input parameter of a task.
 *
 * @param expressionSelector an expression applied to the resolved value; empty for none
 */
public record ParameterInput(ParameterSource source, String expressionSelector) {}
