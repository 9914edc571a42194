/** What happened to a run, in order. Must not enter: transports to the reader. */
@NullMarked
package io.pitwheel.event;

import org.jspecify.annotations.NullMarked;
