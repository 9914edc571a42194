/** Reads compiled prologues and makes real environments. Must not enter: engines. */
@NullMarked
package io.pitwheel.launcher.python;

import org.jspecify.annotations.NullMarked;
