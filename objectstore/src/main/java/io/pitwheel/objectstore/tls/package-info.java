/**
 * What is said when outgoing connections fail. Must not enter: what is sent over them, and whom
 * they trust.
 */
@NullMarked
package io.pitwheel.objectstore.tls;

import org.jspecify.annotations.NullMarked;
