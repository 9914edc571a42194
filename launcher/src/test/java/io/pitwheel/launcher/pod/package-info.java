/** Tests of the launcher in a pod, against a server that speaks as ours does. */
@NullMarked
package io.pitwheel.launcher.pod;

import org.jspecify.annotations.NullMarked;
