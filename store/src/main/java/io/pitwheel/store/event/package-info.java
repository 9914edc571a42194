/**
 * Reads events and tells who listens that there are more. Must not enter: writing them, which is
 * the ledger's.
 */
@NullMarked
package io.pitwheel.store.event;

import org.jspecify.annotations.NullMarked;
