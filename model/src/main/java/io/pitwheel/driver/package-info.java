/**
 * The port that decides one task, its question and its answers. Must not enter: clocks, randomness,
 * input or output.
 */
@NullMarked
package io.pitwheel.driver;

import org.jspecify.annotations.NullMarked;
