/**
 * Brings a database to the schema of this version, never further back. Must not enter: anything
 * that reads or writes rows of the product.
 */
@NullMarked
package io.pitwheel.store.migration;

import org.jspecify.annotations.NullMarked;
