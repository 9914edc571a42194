/**
 * What agents that watch a cluster elsewhere report: manifests as text. Must not enter: a client of
 * a cluster, and how tasks are written.
 */
@NullMarked
package io.pitwheel.server.report;

import org.jspecify.annotations.NullMarked;
