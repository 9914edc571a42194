/**
 * Runs that repeat an earlier one: whether a task is still the same, and what a repetition would
 * do. Must not enter: finding earlier runs.
 */
@NullMarked
package io.pitwheel.driver.rerun;

import org.jspecify.annotations.NullMarked;
