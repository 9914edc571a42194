/** Holds Azure's store to the contract. Must not enter: other stores. */
@NullMarked
package io.pitwheel.objectstore.azure;

import org.jspecify.annotations.NullMarked;
