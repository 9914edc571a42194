/** The outbox: runs that an engine still has to be told of. Must not enter: engines. */
@NullMarked
package io.pitwheel.submission;

import org.jspecify.annotations.NullMarked;
