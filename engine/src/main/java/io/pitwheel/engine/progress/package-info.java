/**
 * What a run has done and can do next, in memory, for one run and one thread. Rebuilt from rows
 * after a restart. Must not enter: threads, stores, clocks.
 */
@NullMarked
package io.pitwheel.engine.progress;

import org.jspecify.annotations.NullMarked;
