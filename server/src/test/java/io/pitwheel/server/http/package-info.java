/** Tests of the package of the same name. */
@NullMarked
package io.pitwheel.server.http;

import org.jspecify.annotations.NullMarked;
