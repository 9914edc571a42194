/**
 * Placeholders in constants, commands and arguments, resolved structurally and never scanned twice.
 * Must not enter: files, processes.
 */
@NullMarked
package io.pitwheel.placeholder;

import org.jspecify.annotations.NullMarked;
