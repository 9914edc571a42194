/** Tests of values. */
@NullMarked
package io.pitwheel.value;

import org.jspecify.annotations.NullMarked;
