/**
 * What a person does who copies from the terminal what the program printed there. Must not enter:
 * what a test of the command line alone can tell.
 */
@NullMarked
package io.pitwheel.conformance.terminal;

import org.jspecify.annotations.NullMarked;
