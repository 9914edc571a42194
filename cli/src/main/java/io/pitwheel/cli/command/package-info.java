/**
 * The verbs with their options, read by picocli. Must not enter: what takes longer to tell than
 * which steps a verb consists of.
 */
@NullMarked
package io.pitwheel.cli.command;

import org.jspecify.annotations.NullMarked;
