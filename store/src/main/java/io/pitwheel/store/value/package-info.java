/**
 * Parameters and artifacts of tasks as rows: what their columns mean, and how rows become values.
 * Must not enter: states of tasks.
 */
@NullMarked
package io.pitwheel.store.value;

import org.jspecify.annotations.NullMarked;
