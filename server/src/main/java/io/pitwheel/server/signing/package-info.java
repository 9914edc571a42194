/**
 * Signs what goes out and comes back, with keys that all servers of a database share. Must not
 * enter: what is signed.
 */
@NullMarked
package io.pitwheel.server.signing;

import org.jspecify.annotations.NullMarked;
