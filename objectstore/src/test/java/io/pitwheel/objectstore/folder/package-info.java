/** Holds the folder store to the contract. Must not enter: other stores. */
@NullMarked
package io.pitwheel.objectstore.folder;

import org.jspecify.annotations.NullMarked;
