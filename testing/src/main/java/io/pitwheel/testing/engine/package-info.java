/**
 * Pipelines of random shape, a driver that knows their shape only, what a run of them must come to,
 * and runs and stores as engines find them: for the tests of every engine. Must not enter: any
 * engine.
 */
@NullMarked
package io.pitwheel.testing.engine;

import org.jspecify.annotations.NullMarked;
