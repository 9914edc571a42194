/**
 * Whom outgoing connections believe and through whom they go, whoever makes them, and who was not
 * believed. Must not enter: what is sent over connections, and the shapes of errors that callers
 * see.
 */
@NullMarked
package io.pitwheel.trust;

import org.jspecify.annotations.NullMarked;
