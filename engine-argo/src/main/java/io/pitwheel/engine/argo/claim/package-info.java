/**
 * Volume claims: those that tasks make and remove, and those that the tasks of a run share. Must
 * not enter: clients of a cluster, the form of a Workflow.
 */
@NullMarked
package io.pitwheel.engine.argo.claim;

import org.jspecify.annotations.NullMarked;
