/** Tests of shared keys. Must not enter: tests of what is signed. */
@NullMarked
package io.pitwheel.server.signing;

import org.jspecify.annotations.NullMarked;
