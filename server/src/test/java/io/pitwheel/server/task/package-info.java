/** Tests of what drivers and launchers elsewhere tell. */
@NullMarked
package io.pitwheel.server.task;

import org.jspecify.annotations.NullMarked;
