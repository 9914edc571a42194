/**
 * Tasks and artifacts as drivers and launchers elsewhere write and read them. Must not enter: runs
 * as a whole, and how tasks are run here.
 */
@NullMarked
package io.pitwheel.server.task;

import org.jspecify.annotations.NullMarked;
