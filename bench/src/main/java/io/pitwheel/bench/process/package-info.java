/**
 * Rows about a server of its own process, and the processes it runs. Must not enter: an engine of
 * this process.
 */
@NullMarked
package io.pitwheel.bench.process;

import org.jspecify.annotations.NullMarked;
