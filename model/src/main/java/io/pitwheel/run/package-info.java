/**
 * One run of a pipeline: states, creation, and the port that keeps it. Must not enter: SQL,
 * engines, wire messages.
 */
@NullMarked
package io.pitwheel.run;

import org.jspecify.annotations.NullMarked;
