/**
 * Everything the server does with pipelines and their versions, uploads among it. Must not enter:
 * how they are kept, and what is in a specification.
 */
@NullMarked
package io.pitwheel.server.pipeline;

import org.jspecify.annotations.NullMarked;
