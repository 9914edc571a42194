/** Holds logs to their bounds. Must not enter: engines. */
@NullMarked
package io.pitwheel.launcher.log;

import org.jspecify.annotations.NullMarked;
