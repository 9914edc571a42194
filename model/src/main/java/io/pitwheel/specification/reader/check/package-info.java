/** Rules that a whole pipeline must keep before anything runs. Must not enter: messages, text. */
@NullMarked
package io.pitwheel.specification.reader.check;

import org.jspecify.annotations.NullMarked;
