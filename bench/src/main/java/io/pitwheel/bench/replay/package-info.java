/**
 * The statements of a server without the server: taken from the database's log and asked again by
 * the database's own benchmark. Must not enter: what the statements are about.
 */
@NullMarked
package io.pitwheel.bench.replay;

import org.jspecify.annotations.NullMarked;
