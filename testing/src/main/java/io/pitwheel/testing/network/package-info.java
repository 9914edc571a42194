/** Real programs between a client and a server. Must not enter: what is said between the two. */
@NullMarked
package io.pitwheel.testing.network;

import org.jspecify.annotations.NullMarked;
