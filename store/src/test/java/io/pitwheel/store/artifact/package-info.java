/** Tests of artifacts in a database. */
@NullMarked
package io.pitwheel.store.artifact;

import org.jspecify.annotations.NullMarked;
