/** Artifacts as rows. Must not enter: their bytes. */
@NullMarked
package io.pitwheel.store.artifact;

import org.jspecify.annotations.NullMarked;
