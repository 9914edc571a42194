/**
 * The engine for Argo: gives each run its Workflow, sees it to its end, and lets it go. Must not
 * enter: clients of a cluster, decisions about tasks.
 */
@NullMarked
package io.pitwheel.engine.argo.supervision;

import org.jspecify.annotations.NullMarked;
