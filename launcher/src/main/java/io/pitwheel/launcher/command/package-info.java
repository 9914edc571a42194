/**
 * How a task's command is run on this host: as a process, or in a container. Must not enter: inputs
 * and outputs.
 */
@NullMarked
package io.pitwheel.launcher.command;

import org.jspecify.annotations.NullMarked;
