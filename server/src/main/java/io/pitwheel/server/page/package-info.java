/**
 * What every list call needs: sizes, sorting, filters and signed page tokens. Must not enter: what
 * is listed.
 */
@NullMarked
package io.pitwheel.server.page;

import org.jspecify.annotations.NullMarked;
