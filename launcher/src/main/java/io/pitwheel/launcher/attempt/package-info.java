/**
 * One attempt from its instruction to its result, the same on a machine and in a pod. Must not
 * enter: what only one of these places has.
 */
@NullMarked
package io.pitwheel.launcher.attempt;

import org.jspecify.annotations.NullMarked;
