/** Tests of questions about pipelines. */
@NullMarked
package io.pitwheel.server.specification;

import org.jspecify.annotations.NullMarked;
