/** Generated messages by their fields, without reflection. Must not enter: how they are written. */
@NullMarked
package io.pitwheel.server.message;

import org.jspecify.annotations.NullMarked;
