/**
 * Whole servers on databases behind a network. Must not enter: what the contracts of the store say
 * already.
 */
@NullMarked
package io.pitwheel.conformance.database;

import org.jspecify.annotations.NullMarked;
