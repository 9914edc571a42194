/**
 * Buckets of S3 and of every store that speaks its protocol. Must not enter: what folders are, and
 * where settings come from.
 */
@NullMarked
package io.pitwheel.objectstore.s3;

import org.jspecify.annotations.NullMarked;
