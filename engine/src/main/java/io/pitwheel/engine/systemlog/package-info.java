/**
 * Writes what the system says about tasks, beside the work of the runs. Must not enter: what is
 * said, and anything a run would have to wait for.
 */
@NullMarked
package io.pitwheel.engine.systemlog;

import org.jspecify.annotations.NullMarked;
