/** The pages in a real browser. Must not enter: what a request to a route alone can show. */
@NullMarked
package io.pitwheel.conformance.browser;

import org.jspecify.annotations.NullMarked;
