/** What a launcher is told and what it answers. Must not enter: processes, pods. */
@NullMarked
package io.pitwheel.launch;

import org.jspecify.annotations.NullMarked;
