/**
 * What is kept of a task beside its state and its values. Must not enter: statements, and what
 * follows from a note.
 */
@NullMarked
package io.pitwheel.store.note;

import org.jspecify.annotations.NullMarked;
