/**
 * Pipelines built in a few words, for tests that need a graph and no document. Must not enter:
 * reading or running them.
 */
@NullMarked
package io.pitwheel.testing.pipeline;

import org.jspecify.annotations.NullMarked;
