/** Servers that are believed and others. Must not enter: what is sent to them. */
@NullMarked
package io.pitwheel.trust;

import org.jspecify.annotations.NullMarked;
