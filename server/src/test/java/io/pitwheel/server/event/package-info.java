/** Tests of the streams of events. */
@NullMarked
package io.pitwheel.server.event;

import org.jspecify.annotations.NullMarked;
