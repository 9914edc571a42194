package io.pitwheel.store.upgrade;

import io.pitwheel.store.Stores;
import io.pitwheel.store.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database without tables. */
public interface EmptyDatabase {
  /** Brings it to the last of some steps. */
  void migrate(List<Migration> steps);

  /** A connection of its own. */
  Connection connect() throws SQLException;

  /** As a server does that starts. */
  Stores open();
}
