/**
 * An object store that is a folder of this machine, and how trouble with files is told. Must not
 * enter: runs, tasks, networks.
 */
@NullMarked
package io.pitwheel.objectstore.folder;

import org.jspecify.annotations.NullMarked;
