/**
 * What a task asks of its platform, on its way from the platform document to values. Must not
 * enter: how a platform grants it.
 */
@NullMarked
package io.pitwheel.driver.platform;

import org.jspecify.annotations.NullMarked;
