/**
 * What can go wrong, in one vocabulary: codes, whose fault, and the exception that carries them.
 * Must not enter: anything that knows how a code is written on a wire.
 */
@NullMarked
package io.pitwheel.failure;

import org.jspecify.annotations.NullMarked;
