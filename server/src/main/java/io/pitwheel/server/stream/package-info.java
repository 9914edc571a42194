/** Answers that are made while they are sent. Must not enter: what is sent. */
@NullMarked
package io.pitwheel.server.stream;

import org.jspecify.annotations.NullMarked;
