/**
 * How lists are cut into pages: by the key of a row, never by counting rows. Must not enter: what
 * is listed, and how a token looks on a wire.
 */
@NullMarked
package io.pitwheel.page;

import org.jspecify.annotations.NullMarked;
