/** Tests of values. */
@NullMarked
package io.pitwheel.substitution;

import org.jspecify.annotations.NullMarked;
