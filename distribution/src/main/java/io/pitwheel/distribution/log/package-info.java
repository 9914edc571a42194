/**
 * Writes what the program logs, a line an event, to standard error. Must not enter: files, networks
 * and what is logged.
 */
@NullMarked
package io.pitwheel.distribution.log;

import org.jspecify.annotations.NullMarked;
