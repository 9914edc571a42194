/** What makes two tasks the same for the cache. Must not enter: where earlier tasks are kept. */
@NullMarked
package io.pitwheel.driver.cache;

import org.jspecify.annotations.NullMarked;
