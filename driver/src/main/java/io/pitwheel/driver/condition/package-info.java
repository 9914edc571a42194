/**
 * Whether a task's trigger lets it run. Must not enter: where its inputs come from, what happens to
 * a task that is skipped.
 */
@NullMarked
package io.pitwheel.driver.condition;

import org.jspecify.annotations.NullMarked;
