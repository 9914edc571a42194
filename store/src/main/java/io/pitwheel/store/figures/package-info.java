/**
 * Figures about a database in use, for whoever watches it. Must not enter: what an answer to a user
 * is made of, and libraries that show figures.
 */
@NullMarked
package io.pitwheel.store.figures;

import org.jspecify.annotations.NullMarked;
