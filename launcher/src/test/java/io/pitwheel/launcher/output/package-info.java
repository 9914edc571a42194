/** Reads what tasks leave behind. Must not enter: engines. */
@NullMarked
package io.pitwheel.launcher.output;

import org.jspecify.annotations.NullMarked;
