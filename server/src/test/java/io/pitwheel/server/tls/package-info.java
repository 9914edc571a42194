/** Tests of encrypted doors. Must not enter: tests of what is said through them. */
@NullMarked
package io.pitwheel.server.tls;

import org.jspecify.annotations.NullMarked;
