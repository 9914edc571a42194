/**
 * The driver: from what is known about a task to what is to be done with it. Must not enter: rules
 * of inputs, conditions, iterations or caching, which have rooms of their own.
 */
@NullMarked
package io.pitwheel.driver.decision;

import org.jspecify.annotations.NullMarked;
