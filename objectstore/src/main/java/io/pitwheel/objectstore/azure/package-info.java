/**
 * Containers of Azure's blob store. Must not enter: what folders are, and where settings come from.
 */
@NullMarked
package io.pitwheel.objectstore.azure;

import org.jspecify.annotations.NullMarked;
