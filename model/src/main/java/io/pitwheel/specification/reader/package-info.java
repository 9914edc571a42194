/**
 * Reads pipeline text into the tree of the specification package and refuses what is wrong, with
 * its path. The only room of this module that knows the messages of api. Must not enter: rules of
 * execution.
 */
@NullMarked
package io.pitwheel.specification.reader;

import org.jspecify.annotations.NullMarked;
