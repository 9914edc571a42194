/**
 * Runs that go, those that have to be stopped first among them. Must not enter: what else is done
 * with runs, and how their rows are removed.
 */
@NullMarked
package io.pitwheel.server.deletion;

import org.jspecify.annotations.NullMarked;
