/**
 * What tasks make and use: an artifact, its type and its place. Must not enter: the bytes
 * themselves, and any cloud.
 */
@NullMarked
package io.pitwheel.artifact;

import org.jspecify.annotations.NullMarked;
