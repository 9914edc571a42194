/**
 * Makes the Workflow of a run: the order of its tasks and the shapes of their pods, and nothing
 * else. Pure. Must not enter: clients of a cluster, values of parameters, source code of users.
 */
@NullMarked
package io.pitwheel.engine.argo.compiler;

import org.jspecify.annotations.NullMarked;
