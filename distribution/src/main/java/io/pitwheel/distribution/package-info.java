/**
 * The entry point, and the one bridge between the command line and the server in one process. Must
 * not enter: anything that either side could do by itself.
 */
@NullMarked
package io.pitwheel.distribution;

import org.jspecify.annotations.NullMarked;
