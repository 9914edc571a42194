/**
 * Runs one attempt of one task on this host, from staged inputs to published outputs. Must not
 * enter: what comes before or after an attempt.
 */
@NullMarked
package io.pitwheel.launcher;

import org.jspecify.annotations.NullMarked;
