/** How failures of databases are told. Must not enter: databases. */
@NullMarked
package io.pitwheel.store.failure;

import org.jspecify.annotations.NullMarked;
