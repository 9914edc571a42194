/**
 * Plays the agent of Argo's: takes what Workflows ask from their task sets, asks the driver, and
 * writes the answers there. Must not enter: clients of a cluster, decisions.
 */
@NullMarked
package io.pitwheel.engine.argo.agent;

import org.jspecify.annotations.NullMarked;
