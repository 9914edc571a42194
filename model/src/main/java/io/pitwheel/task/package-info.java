/**
 * One task of one run: identity, states, counters, and the port that records its changes. Must not
 * enter: SQL, engines, processes.
 */
@NullMarked
package io.pitwheel.task;

import org.jspecify.annotations.NullMarked;
