/**
 * Reads what objects of a cluster elsewhere say of themselves. Must not enter: what is done about
 * it.
 */
@NullMarked
package io.pitwheel.server.manifest;

import org.jspecify.annotations.NullMarked;
