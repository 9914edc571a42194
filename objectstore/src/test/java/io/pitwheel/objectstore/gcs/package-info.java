/** Holds requests, tokens and signatures to Google's rules. Must not enter: other stores. */
@NullMarked
package io.pitwheel.objectstore.gcs;

import org.jspecify.annotations.NullMarked;
