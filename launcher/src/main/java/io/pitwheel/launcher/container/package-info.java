/**
 * Container engines of this host, used through their command lines. Must not enter: what a
 * container is for.
 */
@NullMarked
package io.pitwheel.launcher.container;

import org.jspecify.annotations.NullMarked;
