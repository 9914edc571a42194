/** Tests of reading. */
@NullMarked
package io.pitwheel.specification.reader;

import org.jspecify.annotations.NullMarked;
