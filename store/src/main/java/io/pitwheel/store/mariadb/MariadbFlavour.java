package io.pitwheel.store.mariadb;

import org.jooq.SQLDialect;

/** The two families that speak one protocol and differ in the words for tables. */
enum MariadbFlavour {
  MARIADB(SQLDialect.MARIADB, "utf8mb4_nopad_bin"),

  /** By its documentation; no such server has been tried. */
  MYSQL(SQLDialect.MYSQL, "utf8mb4_0900_bin");

  private final SQLDialect family;
  private final String collation;

  MariadbFlavour(SQLDialect family, String collation) {
    this.family = family;
    this.collation = collation;
  }

  SQLDialect family() {
    return family;
  }

  /** Compares texts by their bytes, blanks at the end included. */
  String collation() {
    return collation;
  }

  /** A statement of the schema, with long texts, this collation and the engine that can undo. */
  String schemaStatement(String rendered) {
    String longTexts =
        rendered.replaceAll("(?<![`\\w])(?:long|medium)?text(?:\\(\\d+\\))?(?![`\\w])", "longtext");
    // A default of a long text is an expression.
    String defaults =
        longTexts.replaceAll("(longtext(?: not null)?) default ''", "$1 default ('')");
    boolean isTable = defaults.startsWith("create table");
    return isTable
        ? defaults + " engine = InnoDB default character set utf8mb4 collate " + collation
        : defaults;
  }
}
