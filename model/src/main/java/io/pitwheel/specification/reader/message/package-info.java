/**
 * JSON values into protobuf messages and back, by descriptor. Must not enter: what a field means.
 */
@NullMarked
package io.pitwheel.specification.reader.message;

import org.jspecify.annotations.NullMarked;
