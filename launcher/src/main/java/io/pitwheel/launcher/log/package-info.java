/**
 * What tasks print: kept byte for byte, bounded on disk, and read back in pieces. Must not enter:
 * processes, and the meaning of what is printed.
 */
@NullMarked
package io.pitwheel.launcher.log;

import org.jspecify.annotations.NullMarked;
