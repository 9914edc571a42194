/** Tests of the package of the same name. */
@NullMarked
package io.pitwheel.server.recurringrun;

import org.jspecify.annotations.NullMarked;
