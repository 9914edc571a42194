/**
 * Rows that are selected for lists, and whether there are many. Must not enter: statements and
 * connections.
 */
@NullMarked
package io.pitwheel.store.selection;

import org.jspecify.annotations.NullMarked;
