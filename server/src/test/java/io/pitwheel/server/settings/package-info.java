/** Tests of what an admin may choose. */
@NullMarked
package io.pitwheel.server.settings;

import org.jspecify.annotations.NullMarked;
