/**
 * What a loop goes over. Must not enter: how many iterations run at once, and what becomes of them.
 */
@NullMarked
package io.pitwheel.driver.iteration;

import org.jspecify.annotations.NullMarked;
