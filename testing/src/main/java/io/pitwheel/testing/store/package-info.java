/**
 * What every implementation of the store ports must do: contracts to be extended by its tests. Must
 * not enter: any implementation.
 */
@NullMarked
package io.pitwheel.testing.store;

import org.jspecify.annotations.NullMarked;
