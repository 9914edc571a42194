/**
 * Who the server proves to be. Must not enter: whom it trusts, which is of the rooms that call
 * others.
 */
@NullMarked
package io.pitwheel.server.tls;

import org.jspecify.annotations.NullMarked;
