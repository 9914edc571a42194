/**
 * The port that moves a run forward, and what else is asked of where it runs. Must not enter: how
 * any engine does it.
 */
@NullMarked
package io.pitwheel.engine;

import org.jspecify.annotations.NullMarked;
