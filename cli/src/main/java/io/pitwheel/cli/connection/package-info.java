/**
 * Which server a command talks to: one named, the one that owns the data folder, or one started
 * here. Must not enter: what is asked of it.
 */
@NullMarked
package io.pitwheel.cli.connection;

import org.jspecify.annotations.NullMarked;
