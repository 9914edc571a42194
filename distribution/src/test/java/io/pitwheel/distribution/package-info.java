/**
 * What the entry point hands from the server to the command line. Must not enter: either's work.
 */
@NullMarked
package io.pitwheel.distribution;

import org.jspecify.annotations.NullMarked;
