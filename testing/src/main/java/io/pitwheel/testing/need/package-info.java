/** What is done about real parts that a machine lacks. Must not enter: any one part. */
@NullMarked
package io.pitwheel.testing.need;

import org.jspecify.annotations.NullMarked;
