/**
 * Where fresh identifiers come from, so that tests can say which. Must not enter: what is
 * identified.
 */
@NullMarked
package io.pitwheel.identity;

import org.jspecify.annotations.NullMarked;
