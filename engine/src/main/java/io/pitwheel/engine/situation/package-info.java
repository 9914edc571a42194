/**
 * What stays the same for a run from its beginning to its end: who it is, what it may reuse, where
 * its things belong, when it must end. Must not enter: what has become of its tasks.
 */
@NullMarked
package io.pitwheel.engine.situation;

import org.jspecify.annotations.NullMarked;
