/**
 * Asks the driver about a task that is ready, and turns the answer into rows, into what is ready
 * next and into what a launcher is told. Must not enter: threads, schedulers, the rules of
 * resolution.
 */
@NullMarked
package io.pitwheel.engine.decision;

import org.jspecify.annotations.NullMarked;
