/** Rows about lists, and the many rows that are listed. Must not enter: what writes by the API. */
@NullMarked
package io.pitwheel.bench.listing;

import org.jspecify.annotations.NullMarked;
