/** What every store of keys does. Must not enter: implementations. */
@NullMarked
package io.pitwheel.testing.signing;

import org.jspecify.annotations.NullMarked;
