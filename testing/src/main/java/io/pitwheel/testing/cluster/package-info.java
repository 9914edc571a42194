/**
 * A real cluster for tests, by the scripts of {@code conformance/cluster}. Must not enter: what any
 * test does with it.
 */
@NullMarked
package io.pitwheel.testing.cluster;

import org.jspecify.annotations.NullMarked;
