/**
 * A compiled pipeline as an immutable tree, and its graph of numbered tasks. Must not enter: YAML,
 * protobuf, or anything about one run of the pipeline.
 */
@NullMarked
package io.pitwheel.specification;

import org.jspecify.annotations.NullMarked;
