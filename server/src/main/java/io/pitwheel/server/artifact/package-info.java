/**
 * Gives the bytes of artifacts to whoever may have them. Must not enter: where the bytes are kept.
 */
@NullMarked
package io.pitwheel.server.artifact;

import org.jspecify.annotations.NullMarked;
