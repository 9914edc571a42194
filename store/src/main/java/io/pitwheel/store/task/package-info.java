/**
 * Rows of tasks, their values and attempts, and the fold of ended tasks up the graph. Must not
 * enter: what a task does, and engines.
 */
@NullMarked
package io.pitwheel.store.task;

import org.jspecify.annotations.NullMarked;
