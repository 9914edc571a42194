/**
 * The whole program as a process that serves, from its start to its end. Must not enter: what one
 * kind of database is about.
 */
@NullMarked
package io.pitwheel.conformance.program;

import org.jspecify.annotations.NullMarked;
