package io.pitwheel.driver.expression;

/** Names of the variables of an expression. */
public final class Variables {
  /** Of a trigger: {@code parameter_values} and {@code artifacts}, each by name. */
  public static final String INPUTS = "inputs";

  /** Of a selector: the text form of the value; always there. */
  public static final String STRING_VALUE = "string_value";

  public static final String NUMBER_VALUE = "number_value";
  public static final String BOOLEAN_VALUE = "bool_value";
  public static final String STRUCT_VALUE = "struct_value";
  public static final String LIST_VALUE = "list_value";
  public static final String NULL_VALUE = "null_value";

  private Variables() {}
}
