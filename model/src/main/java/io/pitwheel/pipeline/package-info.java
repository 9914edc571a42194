/** Pipelines and their versions, and the port that keeps them. Must not enter: SQL, uploads. */
@NullMarked
package io.pitwheel.pipeline;

import org.jspecify.annotations.NullMarked;
