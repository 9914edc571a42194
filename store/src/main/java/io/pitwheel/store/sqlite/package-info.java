/**
 * The stores in one SQLite file: how it is opened, configured, backed up, and how its errors read.
 * Must not enter: tables and queries.
 */
@NullMarked
package io.pitwheel.store.sqlite;

import org.jspecify.annotations.NullMarked;
