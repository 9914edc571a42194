/** Keeps the keys that servers sign with. Must not enter: what they sign. */
@NullMarked
package io.pitwheel.store.signing;

import org.jspecify.annotations.NullMarked;
