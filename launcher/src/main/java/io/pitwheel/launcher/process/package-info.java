/**
 * Commands as processes of this machine: started in a session of their own, heard, and ended with
 * everything they started. Must not enter: what a command is for.
 */
@NullMarked
package io.pitwheel.launcher.process;

import org.jspecify.annotations.NullMarked;
