/**
 * Where a task's inputs come from and what they become: sources, defaults, types. Must not enter:
 * conditions, caches, engines.
 */
@NullMarked
package io.pitwheel.driver.inputs;

import org.jspecify.annotations.NullMarked;
