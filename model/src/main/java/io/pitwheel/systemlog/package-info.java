/**
 * What the system says about a task: what it was given, why it runs or not, what was started. Must
 * not enter: what a task's own command prints, and where lines are kept.
 */
@NullMarked
package io.pitwheel.systemlog;

import org.jspecify.annotations.NullMarked;
