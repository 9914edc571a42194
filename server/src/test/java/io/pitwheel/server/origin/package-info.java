/** Under which names and from which pages a server is called. Must not enter: what it answers. */
@NullMarked
package io.pitwheel.server.origin;

import org.jspecify.annotations.NullMarked;
