/** Answers what differs between runs. Must not enter: what to do about it. */
@NullMarked
package io.pitwheel.server.comparison;

import org.jspecify.annotations.NullMarked;
