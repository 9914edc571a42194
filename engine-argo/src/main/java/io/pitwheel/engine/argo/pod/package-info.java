/**
 * What the pod of one task has of its own, in the form of the pod specification. Pure. Must not
 * enter: clients of a cluster, the order of tasks.
 */
@NullMarked
package io.pitwheel.engine.argo.pod;

import org.jspecify.annotations.NullMarked;
