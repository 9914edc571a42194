/**
 * What callers may take of the server at once: connections, time, places and bytes. Must not enter:
 * the meaning of what they send.
 */
@NullMarked
package io.pitwheel.server.limits;

import org.jspecify.annotations.NullMarked;
