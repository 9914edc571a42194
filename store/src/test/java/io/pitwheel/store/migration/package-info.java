/** Databases of earlier versions. */
@NullMarked
package io.pitwheel.store.migration;

import org.jspecify.annotations.NullMarked;
