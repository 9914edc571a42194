/**
 * Runs that a schedule makes: when they are due, as pure arithmetic, and the port that keeps them.
 * Must not enter: clocks, SQL, wire messages, and how a run is made.
 */
@NullMarked
package io.pitwheel.recurringrun;

import org.jspecify.annotations.NullMarked;
