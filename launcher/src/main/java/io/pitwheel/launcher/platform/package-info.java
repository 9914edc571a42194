/**
 * What a task asks of its platform, granted by the files of one machine or refused in words. Must
 * not enter: starting processes or containers.
 */
@NullMarked
package io.pitwheel.launcher.platform;

import org.jspecify.annotations.NullMarked;
