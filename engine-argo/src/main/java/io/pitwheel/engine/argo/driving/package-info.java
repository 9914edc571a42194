/**
 * Answers what a Workflow asks about the tasks of a run, and takes notice of what its pods report:
 * the central driver, without any cluster. Must not enter: objects of Kubernetes, the form of a
 * Workflow.
 */
@NullMarked
package io.pitwheel.engine.argo.driving;

import org.jspecify.annotations.NullMarked;
