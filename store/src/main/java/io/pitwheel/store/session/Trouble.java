package io.pitwheel.store.session;

/** What a failure of the database did to the transaction, and so what may be done about it. */
public enum Trouble {
  /** The same would fail again. */
  FINAL,

  /** Only the statement is undone, such as one that waited too long for a row. */
  BLOCKED,

  /** The database has undone the whole transaction, such as that of a deadlock. */
  UNDONE,

  /** The connection is gone, and with it what was not committed. */
  LOST;

  /** Whether the same work may succeed when it is done again. */
  boolean mayPass() {
    return this != FINAL;
  }

  /** Whether nothing more can be said in this transaction. */
  boolean endsTransaction() {
    return this == UNDONE || this == LOST;
  }
}
