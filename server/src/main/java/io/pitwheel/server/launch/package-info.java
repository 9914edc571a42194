/**
 * Answers launchers in the pods of tasks. Must not enter: what a cluster is, how an engine knows
 * its tasks.
 */
@NullMarked
package io.pitwheel.server.launch;

import org.jspecify.annotations.NullMarked;
