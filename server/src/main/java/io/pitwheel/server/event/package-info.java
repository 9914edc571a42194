/**
 * Lets clients follow what happens to a run as it happens. Must not enter: polling, and anything
 * that writes events.
 */
@NullMarked
package io.pitwheel.server.event;

import org.jspecify.annotations.NullMarked;
