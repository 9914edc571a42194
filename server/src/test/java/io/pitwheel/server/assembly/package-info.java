/** Tests of how a server is put together. Must not enter: tests of what it answers. */
@NullMarked
package io.pitwheel.server.assembly;

import org.jspecify.annotations.NullMarked;
