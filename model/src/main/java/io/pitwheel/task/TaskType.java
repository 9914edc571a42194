package io.pitwheel.task;

/** What kind of task a row is; names and numbers as on the wire. */
public enum TaskType {
  ROOT(1),
  RUNTIME(2),
  CONDITION_BRANCH(3),
  CONDITION(4),
  LOOP(5),
  EXIT_HANDLER(6),
  IMPORTER(7),
  DAG(8);

  private final int number;

  TaskType(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** Whether its end is the end of the tasks inside it. */
  public boolean isFolded() {
    return this != RUNTIME && this != IMPORTER;
  }
}
