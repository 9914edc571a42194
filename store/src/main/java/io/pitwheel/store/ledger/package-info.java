/**
 * The book of one run during one transaction: its state, its counts and its events. Must not enter:
 * tasks, and reading for answers.
 */
@NullMarked
package io.pitwheel.store.ledger;

import org.jspecify.annotations.NullMarked;
