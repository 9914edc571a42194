/**
 * The words that a Workflow and its server share: keys of tasks, names of nodes. Pure. Must not
 * enter: clients of a cluster, state.
 */
@NullMarked
package io.pitwheel.engine.argo.workflow;

import org.jspecify.annotations.NullMarked;
