/** Tests of what callers may take at once. Must not enter: tests of what they send. */
@NullMarked
package io.pitwheel.server.limits;

import org.jspecify.annotations.NullMarked;
