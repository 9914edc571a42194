/**
 * Which store keeps a location, with which settings and credentials: KFP's map of providers, typed.
 * Must not enter: how a store is spoken to.
 */
@NullMarked
package io.pitwheel.objectstore.provider;

import org.jspecify.annotations.NullMarked;
