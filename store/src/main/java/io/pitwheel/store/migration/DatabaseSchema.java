package io.pitwheel.store.migration;

import io.pitwheel.failure.PipelinesException;
import java.util.List;

/** The schema of one database, to be looked at and brought to the version of this program. */
public interface DatabaseSchema {
  /** The {@link PipelinesException#path} of a refusal because of a newer program. */
  String NEWER = "database.schema.newer";

  /**
   * Whether {@link #check} refused a database only because a newer program made its schema, or is
   * making it. A program that runs can go on with such a database; it has all that was there
   * before.
   */
  static boolean isNewer(PipelinesException refusal) {
    return refusal.path().equals(NEWER);
  }

  /** Where the database is, for messages. */
  String place();

  /**
   * The version it has, 0 for none. Changes nothing.
   *
   * @throws PipelinesException FAILED_PRECONDITION as {@link Migrator#check}; UNAVAILABLE when the
   *     database does not answer
   */
  int check();

  /** Names of the steps after a version, in order. */
  List<String> lackingAfter(int version);

  /**
   * Applies what it lacks; answers the version before. Of several that do this at once, one does it
   * and the others wait.
   *
   * @throws PipelinesException as {@link #check}
   */
  int migrate();

  /**
   * Finishes a migration that was cut off; answers whether there was one. Nobody else may be
   * migrating.
   */
  boolean finish();
}
