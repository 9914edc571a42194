/** Rows about the engine alone: no doors, no processes. Must not enter: a server. */
@NullMarked
package io.pitwheel.bench.engine;

import org.jspecify.annotations.NullMarked;
