/** Fakes of what keeps values. Must not enter: files. */
@NullMarked
package io.pitwheel.testing.value;

import org.jspecify.annotations.NullMarked;
