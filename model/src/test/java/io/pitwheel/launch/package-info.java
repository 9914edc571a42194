/** Tests of what launchers are told and what they answer. Must not enter: processes, pods. */
@NullMarked
package io.pitwheel.launch;

import org.jspecify.annotations.NullMarked;
