/**
 * Everything the server does with recurring runs: the door, and making their runs when they are
 * due. Must not enter: when that is, and how a run is made.
 */
@NullMarked
package io.pitwheel.server.recurringrun;

import org.jspecify.annotations.NullMarked;
