/**
 * Transactions on a database: who may write when, and statements that are prepared once. Must not
 * enter: tables, and the name of any database.
 */
@NullMarked
package io.pitwheel.store.session;

import org.jspecify.annotations.NullMarked;
