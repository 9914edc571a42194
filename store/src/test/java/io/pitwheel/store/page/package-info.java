/** Pages of rows. Must not enter: what the rows are of. */
@NullMarked
package io.pitwheel.store.page;

import org.jspecify.annotations.NullMarked;
