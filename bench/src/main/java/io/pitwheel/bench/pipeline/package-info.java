/** The pipelines that rows run. Must not enter: who runs them. */
@NullMarked
package io.pitwheel.bench.pipeline;

import org.jspecify.annotations.NullMarked;
