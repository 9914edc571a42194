/** What is believed of many rows. */
@NullMarked
package io.pitwheel.store.selection;

import org.jspecify.annotations.NullMarked;
