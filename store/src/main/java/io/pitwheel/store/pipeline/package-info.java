/** Rows of pipelines and their versions. Must not enter: rules about names, and documents. */
@NullMarked
package io.pitwheel.store.pipeline;

import org.jspecify.annotations.NullMarked;
