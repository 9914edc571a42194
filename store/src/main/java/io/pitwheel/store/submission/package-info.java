/** Rows of the outbox. Must not enter: engines. */
@NullMarked
package io.pitwheel.store.submission;

import org.jspecify.annotations.NullMarked;
