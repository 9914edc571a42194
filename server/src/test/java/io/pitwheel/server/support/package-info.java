/** Tests of the archive about a run. */
@NullMarked
package io.pitwheel.server.support;

import org.jspecify.annotations.NullMarked;
