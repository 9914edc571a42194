/**
 * Gives the logs of tasks: what their commands printed, and what the system says about them. Must
 * not enter: where logs are kept.
 */
@NullMarked
package io.pitwheel.server.logs;

import org.jspecify.annotations.NullMarked;
