/** Rows of experiments. Must not enter: rules about names. */
@NullMarked
package io.pitwheel.store.experiment;

import org.jspecify.annotations.NullMarked;
