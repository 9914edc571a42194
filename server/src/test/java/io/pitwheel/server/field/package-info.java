/**
 * Requests that are right but for one field. Must not enter: what is answered to which; that stands
 * in the data.
 */
@NullMarked
package io.pitwheel.server.field;

import org.jspecify.annotations.NullMarked;
