/**
 * Tells clients that the server is up and in which mode. Must not enter: checks that could make a
 * live server look dead.
 */
@NullMarked
package io.pitwheel.server.healthz;

import org.jspecify.annotations.NullMarked;
