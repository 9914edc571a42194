/**
 * The clouds that this module knows, by the schemes of their locations. Must not enter: who uses
 * them.
 */
@NullMarked
package io.pitwheel.objectstore.cloud;

import org.jspecify.annotations.NullMarked;
