/**
 * The databases that rows fill: a file of the server's folder, and a PostgreSQL of the bench's own
 * that starts and ends with it. Must not enter: what is measured in them.
 */
@NullMarked
package io.pitwheel.bench.database;

import org.jspecify.annotations.NullMarked;
