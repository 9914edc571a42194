/** Habits of the store's code. */
@NullMarked
package io.pitwheel.store.session;

import org.jspecify.annotations.NullMarked;
