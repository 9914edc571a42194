/**
 * Objects and folders on stores that know nothing but buckets and keys. Must not enter: what one
 * cloud does differently; each has a package of its own that implements {@link
 * io.pitwheel.objectstore.bucket.Bucket}.
 */
@NullMarked
package io.pitwheel.objectstore.bucket;

import org.jspecify.annotations.NullMarked;
