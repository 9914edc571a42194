/**
 * Answers why tasks ran or did not. Must not enter: deciding that; what was decided stands in the
 * rows.
 */
@NullMarked
package io.pitwheel.server.explanation;

import org.jspecify.annotations.NullMarked;
