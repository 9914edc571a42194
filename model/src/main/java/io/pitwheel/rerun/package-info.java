/**
 * Runs that repeat an earlier one from some task on, and what they may take over from it. Must not
 * enter: deciding a task; that is the driver's.
 */
@NullMarked
package io.pitwheel.rerun;

import org.jspecify.annotations.NullMarked;
