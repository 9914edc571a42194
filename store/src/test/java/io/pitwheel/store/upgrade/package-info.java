/** Servers of two versions on one database. */
@NullMarked
package io.pitwheel.store.upgrade;

import org.jspecify.annotations.NullMarked;
