/**
 * What a command is surrounded by: streams, variables, terminal, signals. Must not enter: servers,
 * verbs.
 */
@NullMarked
package io.pitwheel.cli.surroundings;

import org.jspecify.annotations.NullMarked;
