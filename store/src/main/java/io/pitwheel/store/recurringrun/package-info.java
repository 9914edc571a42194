/**
 * Rows of recurring runs, and the transaction that settles a tick. Must not enter: when a tick is
 * due, and what its run is made of.
 */
@NullMarked
package io.pitwheel.store.recurringrun;

import org.jspecify.annotations.NullMarked;
