package io.pitwheel.store.session;

import java.sql.SQLException;

/** What is done in one transaction: all of it or nothing. Answers something, never null. */
@FunctionalInterface
public interface Work<T> {
  T run(Session session) throws SQLException;
}
