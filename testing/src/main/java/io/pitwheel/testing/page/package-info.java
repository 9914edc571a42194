/** Lists as their callers read them. Must not enter: what is listed. */
@NullMarked
package io.pitwheel.testing.page;

import org.jspecify.annotations.NullMarked;
