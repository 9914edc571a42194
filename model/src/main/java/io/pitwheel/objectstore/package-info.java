/** The port that keeps bytes by key. Must not enter: runs, tasks, any cloud. */
@NullMarked
package io.pitwheel.objectstore;

import org.jspecify.annotations.NullMarked;
