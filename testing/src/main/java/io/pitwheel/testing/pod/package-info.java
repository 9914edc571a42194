/**
 * A server as launchers in pods know it, for tests of them. Must not enter: what a launcher does
 * with what it hears.
 */
@NullMarked
package io.pitwheel.testing.pod;

import org.jspecify.annotations.NullMarked;
