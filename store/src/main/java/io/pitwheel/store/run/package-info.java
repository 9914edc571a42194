/**
 * Rows of runs and of the documents they run. Must not enter: engines, and rules about requests.
 */
@NullMarked
package io.pitwheel.store.run;

import org.jspecify.annotations.NullMarked;
