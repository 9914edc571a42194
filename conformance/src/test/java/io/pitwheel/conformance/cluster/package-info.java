/**
 * The real cluster of {@code conformance/cluster}, and what others build on it. Must not enter:
 * what an engine does there.
 */
@NullMarked
package io.pitwheel.conformance.cluster;

import org.jspecify.annotations.NullMarked;
