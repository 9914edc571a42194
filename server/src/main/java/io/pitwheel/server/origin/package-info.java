/**
 * Whom the server takes for itself, and whose pages may call it. Must not enter: who is calling.
 */
@NullMarked
package io.pitwheel.server.origin;

import org.jspecify.annotations.NullMarked;
