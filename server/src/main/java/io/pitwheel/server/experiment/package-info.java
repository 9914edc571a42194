/**
 * Everything the server does with experiments. Must not enter: how they are kept, and what runs in
 * them do.
 */
@NullMarked
package io.pitwheel.server.experiment;

import org.jspecify.annotations.NullMarked;
