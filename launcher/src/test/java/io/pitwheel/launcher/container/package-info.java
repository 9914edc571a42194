/** Checks command lines of container engines. Must not enter: engines that run. */
@NullMarked
package io.pitwheel.launcher.container;

import org.jspecify.annotations.NullMarked;
