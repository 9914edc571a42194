/** Tests of buckets that a pod opens itself, against a real server of buckets. */
@NullMarked
package io.pitwheel.launcher.bucket;

import org.jspecify.annotations.NullMarked;
