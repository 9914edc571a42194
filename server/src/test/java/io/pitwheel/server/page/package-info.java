/** Pages of lists. Must not enter: what is listed. */
@NullMarked
package io.pitwheel.server.page;

import org.jspecify.annotations.NullMarked;
