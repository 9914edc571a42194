/** Cuts lists into pages by the key of a row. Must not enter: what is listed. */
@NullMarked
package io.pitwheel.store.page;

import org.jspecify.annotations.NullMarked;
