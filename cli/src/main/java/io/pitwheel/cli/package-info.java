/**
 * The command line as a program: its verbs, its exit codes, what it is surrounded by. Each verb is
 * a client of a server. Must not enter: anything a client of another machine could not know.
 */
@NullMarked
package io.pitwheel.cli;

import org.jspecify.annotations.NullMarked;
