/**
 * The launcher inside a pod: it asks the server what to run, runs it in the container it is in, and
 * says how it ended. Must not enter: clusters, and credentials of object stores.
 */
@NullMarked
package io.pitwheel.launcher.pod;

import org.jspecify.annotations.NullMarked;
