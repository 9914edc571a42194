/** Tests of the lines of the log. */
@NullMarked
package io.pitwheel.distribution.log;

import org.jspecify.annotations.NullMarked;
