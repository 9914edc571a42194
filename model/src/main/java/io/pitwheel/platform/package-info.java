/**
 * What a task asks of the platform it runs on, beyond image and resources, in words that fit every
 * platform. Must not enter: how a platform grants it.
 */
@NullMarked
package io.pitwheel.platform;

import org.jspecify.annotations.NullMarked;
