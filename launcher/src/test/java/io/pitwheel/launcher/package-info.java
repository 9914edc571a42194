/** Runs real commands through the launcher. Must not enter: engines. */
@NullMarked
package io.pitwheel.launcher;

import org.jspecify.annotations.NullMarked;
