/** Tests of answers that are made while they are sent. */
@NullMarked
package io.pitwheel.server.stream;

import org.jspecify.annotations.NullMarked;
