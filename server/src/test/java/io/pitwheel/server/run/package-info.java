/** Tests of the package of the same name. */
@NullMarked
package io.pitwheel.server.run;

import org.jspecify.annotations.NullMarked;
