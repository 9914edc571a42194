/**
 * Puts the server together, starts and stops it, and owns the data folder meanwhile. The only room
 * that knows which store, engine and launcher there are. Must not enter: use cases.
 */
@NullMarked
package io.pitwheel.server.assembly;

import org.jspecify.annotations.NullMarked;
