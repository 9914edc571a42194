/** Tests of the specification tree. */
@NullMarked
package io.pitwheel.specification;

import org.jspecify.annotations.NullMarked;
