/** Tests of traces, with a collector of the tests' own. */
@NullMarked
package io.pitwheel.server.tracing;

import org.jspecify.annotations.NullMarked;
