/** Holds S3 to the contract, and to what is said when it refuses. Must not enter: other stores. */
@NullMarked
package io.pitwheel.objectstore.s3;

import org.jspecify.annotations.NullMarked;
