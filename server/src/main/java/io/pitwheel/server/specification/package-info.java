/**
 * Takes pipelines in, keeps them by their digest and gives their graphs. Must not enter: the
 * reading of documents, which is the model's.
 */
@NullMarked
package io.pitwheel.server.specification;

import org.jspecify.annotations.NullMarked;
