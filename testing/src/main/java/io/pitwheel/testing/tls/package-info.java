/** Certificates of tests. Must not enter: the servers that show them. */
@NullMarked
package io.pitwheel.testing.tls;

import org.jspecify.annotations.NullMarked;
