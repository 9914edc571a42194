/** Tests of the pages. */
@NullMarked
package io.pitwheel.server.web;

import org.jspecify.annotations.NullMarked;
