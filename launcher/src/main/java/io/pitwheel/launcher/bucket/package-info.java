/**
 * Buckets as the task of a pod may see them, opened by the pod itself, and the patience for who
 * does not answer. Must not enter: what the pod and the server say to each other.
 */
@NullMarked
package io.pitwheel.launcher.bucket;

import org.jspecify.annotations.NullMarked;
