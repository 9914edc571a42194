/**
 * Speaks to a cluster: the only package that sees its client. Must not enter: what Workflows mean.
 */
@NullMarked
package io.pitwheel.engine.argo.cluster;

import org.jspecify.annotations.NullMarked;
