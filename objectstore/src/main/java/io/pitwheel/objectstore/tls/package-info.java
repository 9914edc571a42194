/**
 * Whom outgoing connections trust, and what is said when they fail. Must not enter: what is sent
 * over them.
 */
@NullMarked
package io.pitwheel.objectstore.tls;

import org.jspecify.annotations.NullMarked;
