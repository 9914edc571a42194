/**
 * Measures the budgets of the design: peers in the same run, ratios first, raw figures kept. Must
 * not enter: anything a user's run depends on, and any assertion on time.
 */
@NullMarked
package io.pitwheel.bench;

import org.jspecify.annotations.NullMarked;
