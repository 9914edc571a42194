/**
 * The stores in a MariaDB or MySQL database: their driver, transactions, types, and how their
 * errors read. Must not enter: tables and queries.
 */
@NullMarked
package io.pitwheel.store.mariadb;

import org.jspecify.annotations.NullMarked;
