/**
 * Servers of their own processes, started as users start them, and a client of the API. Must not
 * enter: figures.
 */
@NullMarked
package io.pitwheel.bench.server;

import org.jspecify.annotations.NullMarked;
