/**
 * How the end of a command is written: the result table, the documents for scripts, the report of
 * failed tasks. Must not enter: waiting, and what happens while a run goes on.
 */
@NullMarked
package io.pitwheel.cli.result;

import org.jspecify.annotations.NullMarked;
