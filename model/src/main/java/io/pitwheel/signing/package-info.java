/** Keys that the servers of one database sign with. Must not enter: what is signed, and how. */
@NullMarked
package io.pitwheel.signing;

import org.jspecify.annotations.NullMarked;
