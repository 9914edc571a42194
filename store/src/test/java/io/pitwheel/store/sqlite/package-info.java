/** The contracts of the store ports, held on SQLite, and what only a file can show. */
@NullMarked
package io.pitwheel.store.sqlite;

import org.jspecify.annotations.NullMarked;
