/**
 * What runs cost on a real cluster of this machine. Must not enter: what an engine does to make
 * them cheap.
 */
@NullMarked
package io.pitwheel.bench.argo;

import org.jspecify.annotations.NullMarked;
