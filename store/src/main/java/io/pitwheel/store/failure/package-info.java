/**
 * What goes wrong with a database, in words of ours, and what its driver says, without the names of
 * users. Must not enter: what is done about it.
 */
@NullMarked
package io.pitwheel.store.failure;

import org.jspecify.annotations.NullMarked;
