/**
 * Buckets of Google's store, which speaks S3's protocol to callers with keys of that kind or with a
 * token. Must not enter: what folders are.
 */
@NullMarked
package io.pitwheel.objectstore.gcs;

import org.jspecify.annotations.NullMarked;
