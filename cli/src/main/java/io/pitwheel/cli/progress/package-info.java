/**
 * What is known of a run while it goes on, and how that is shown: redrawn on a terminal, line by
 * line elsewhere. Must not enter: requests to the server.
 */
@NullMarked
package io.pitwheel.cli.progress;

import org.jspecify.annotations.NullMarked;
