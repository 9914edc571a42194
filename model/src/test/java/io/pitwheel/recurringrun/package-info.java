/** Tests of values. */
@NullMarked
package io.pitwheel.recurringrun;

import org.jspecify.annotations.NullMarked;
