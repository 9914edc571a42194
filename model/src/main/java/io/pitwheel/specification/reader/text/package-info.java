/**
 * Text into documents, with the path of everything in them, and the bounds that keep a hostile file
 * small. Must not enter: what a document means.
 */
@NullMarked
package io.pitwheel.specification.reader.text;

import org.jspecify.annotations.NullMarked;
