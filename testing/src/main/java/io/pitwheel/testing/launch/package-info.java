/** Fakes of what launchers in pods are answered by. Must not enter: a cluster. */
@NullMarked
package io.pitwheel.testing.launch;

import org.jspecify.annotations.NullMarked;
