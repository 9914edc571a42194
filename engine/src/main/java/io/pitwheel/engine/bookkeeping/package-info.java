/**
 * Writes what is decided about a run and what has ended in it, many changes in one transaction.
 * Must not enter: when something is decided, and how commands are run.
 */
@NullMarked
package io.pitwheel.engine.bookkeeping;

import org.jspecify.annotations.NullMarked;
