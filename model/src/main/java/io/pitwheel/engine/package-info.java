/** The port that moves a run forward. Must not enter: how any engine does it. */
@NullMarked
package io.pitwheel.engine;

import org.jspecify.annotations.NullMarked;
