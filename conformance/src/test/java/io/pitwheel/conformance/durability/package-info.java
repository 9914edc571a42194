/**
 * A server that is killed at chosen points of a run, before and after commits and effects. Must not
 * enter: production code.
 */
@NullMarked
package io.pitwheel.conformance.durability;

import org.jspecify.annotations.NullMarked;
