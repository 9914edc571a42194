/** Tests of what launchers in pods are answered. */
@NullMarked
package io.pitwheel.server.launch;

import org.jspecify.annotations.NullMarked;
