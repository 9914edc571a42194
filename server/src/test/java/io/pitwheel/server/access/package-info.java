/** Tests of what callers may do. Must not enter: tests of what the calls then do. */
@NullMarked
package io.pitwheel.server.access;

import org.jspecify.annotations.NullMarked;
