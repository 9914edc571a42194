/**
 * Moves runs forward inside this process: one virtual thread a run, one a task attempt. Rows are
 * written before anything is started. Must not enter: SQL, Kubernetes, the rules of resolution.
 */
@NullMarked
package io.pitwheel.engine.local;

import org.jspecify.annotations.NullMarked;
