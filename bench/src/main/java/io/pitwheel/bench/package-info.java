/**
 * Measures the budgets of the design: peers in the same run, ratios first, raw figures kept. Each
 * room beside this one holds the rows about one thing. Must not enter: a row, anything a user's run
 * depends on, and any assertion on time.
 */
@NullMarked
package io.pitwheel.bench;

import org.jspecify.annotations.NullMarked;
