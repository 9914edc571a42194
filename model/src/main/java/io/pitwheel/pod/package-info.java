/**
 * What tasks ask of their platform in the form of the pod specification. Must not enter: clusters,
 * and whoever starts pods.
 */
@NullMarked
package io.pitwheel.pod;

import org.jspecify.annotations.NullMarked;
