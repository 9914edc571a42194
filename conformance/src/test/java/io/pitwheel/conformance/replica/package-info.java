/**
 * Whole servers that share a database, in processes of their own that are killed and stalled. Must
 * not enter: production code.
 */
@NullMarked
package io.pitwheel.conformance.replica;

import org.jspecify.annotations.NullMarked;
