/**
 * The door to runs that repeat others: what such a run would do, and making it. Must not enter:
 * deciding what is taken over; the driver does that for the plan as for the run.
 */
@NullMarked
package io.pitwheel.server.rerun;

import org.jspecify.annotations.NullMarked;
