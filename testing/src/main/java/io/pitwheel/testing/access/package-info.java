/** Rights in memory. Must not enter: who a caller is. */
@NullMarked
package io.pitwheel.testing.access;

import org.jspecify.annotations.NullMarked;
