/** Starts and ends real processes. Must not enter: tasks. */
@NullMarked
package io.pitwheel.launcher.process;

import org.jspecify.annotations.NullMarked;
