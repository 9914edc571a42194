/**
 * Refusals that hold for every call, whoever answers it: bytes that are no message, texts that no
 * database keeps or that have no end. Must not enter: what a call does.
 */
@NullMarked
package io.pitwheel.server.guard;

import org.jspecify.annotations.NullMarked;
