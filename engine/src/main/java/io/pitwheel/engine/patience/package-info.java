/** Waits for a store that is away. Must not enter: what is done with the answers. */
@NullMarked
package io.pitwheel.engine.patience;

import org.jspecify.annotations.NullMarked;
