/** Tries maps of providers, right and wrong. Must not enter: what a store answers. */
@NullMarked
package io.pitwheel.objectstore.provider;

import org.jspecify.annotations.NullMarked;
