/**
 * Pipelines of random shape, a driver that knows their shape only, and what a run of them must come
 * to: for the tests of every engine. Must not enter: any engine.
 */
@NullMarked
package io.pitwheel.testing.engine;

import org.jspecify.annotations.NullMarked;
