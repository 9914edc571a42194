/**
 * How a command ends: exit codes, and failures that know theirs. Must not enter: words of a single
 * verb.
 */
@NullMarked
package io.pitwheel.cli.outcome;

import org.jspecify.annotations.NullMarked;
