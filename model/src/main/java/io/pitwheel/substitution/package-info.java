/**
 * What the placeholders in the parameters of a run stand for: its id, its times, its place in a
 * series. Must not enter: placeholders of commands, which the launcher resolves.
 */
@NullMarked
package io.pitwheel.substitution;

import org.jspecify.annotations.NullMarked;
