/** Finds what may be used again. Must not enter: writing, and how tasks are decided. */
@NullMarked
package io.pitwheel.store.cache;

import org.jspecify.annotations.NullMarked;
