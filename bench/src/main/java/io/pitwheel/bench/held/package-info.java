/**
 * Rows about the API while runs are held: nothing is run, so that calls are measured and not
 * processes. Must not enter: an engine that moves runs.
 */
@NullMarked
package io.pitwheel.bench.held;

import org.jspecify.annotations.NullMarked;
