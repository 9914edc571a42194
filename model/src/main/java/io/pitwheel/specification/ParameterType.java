package io.pitwheel.specification;

/** The declared type of a parameter; names as in the pipeline specification. */
public enum ParameterType {
  NUMBER_DOUBLE,
  NUMBER_INTEGER,
  STRING,
  BOOLEAN,
  LIST,
  STRUCT,
  TASK_FINAL_STATUS,
  TASK_CONFIG
}
