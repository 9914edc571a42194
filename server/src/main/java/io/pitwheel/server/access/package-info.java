/**
 * Asks, before anything else is done, whether a caller may do what it calls for. Must not enter:
 * who may what, which is the authorizer's.
 */
@NullMarked
package io.pitwheel.server.access;

import org.jspecify.annotations.NullMarked;
