/**
 * Drives a whole server with a real store and a recording engine, as its clients do. Must not
 * enter: tests of single classes, which stand beside them.
 */
@NullMarked
package io.pitwheel.server;

import org.jspecify.annotations.NullMarked;
