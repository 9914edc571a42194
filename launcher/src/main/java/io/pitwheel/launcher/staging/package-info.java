/**
 * What must be in place before a task's command starts: folders, inputs, and places for outputs.
 * Shared by launchers on a host and in a pod. Must not enter: processes.
 */
@NullMarked
package io.pitwheel.launcher.staging;

import org.jspecify.annotations.NullMarked;
