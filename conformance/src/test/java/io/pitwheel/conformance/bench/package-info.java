/**
 * Rows of the benchmark that are measured at full size by hand. Must not enter: a budget; times of
 * a build machine say nothing.
 */
@NullMarked
package io.pitwheel.conformance.bench;

import org.jspecify.annotations.NullMarked;
