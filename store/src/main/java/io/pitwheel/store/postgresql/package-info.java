/**
 * The stores in a PostgreSQL database: its driver, its transactions, its types, and how its errors
 * read. Must not enter: tables and queries.
 */
@NullMarked
package io.pitwheel.store.postgresql;

import org.jspecify.annotations.NullMarked;
