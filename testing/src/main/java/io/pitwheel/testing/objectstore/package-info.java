/** What every object store must keep, as tests to inherit. Must not enter: any particular store. */
@NullMarked
package io.pitwheel.testing.objectstore;

import org.jspecify.annotations.NullMarked;
