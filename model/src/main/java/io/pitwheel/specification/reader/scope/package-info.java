/**
 * Mends what compilers leave out: inputs that a graph reads of the graphs around it. Must not
 * enter: messages, text, refusals.
 */
@NullMarked
package io.pitwheel.specification.reader.scope;

import org.jspecify.annotations.NullMarked;
