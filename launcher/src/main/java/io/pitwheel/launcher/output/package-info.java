/**
 * What a task left behind, checked against what its component declares. Shared by launchers on a
 * host and in a pod. Must not enter: processes.
 */
@NullMarked
package io.pitwheel.launcher.output;

import org.jspecify.annotations.NullMarked;
