/** The contracts, and what is special, on a real server. */
@NullMarked
package io.pitwheel.store.mariadb;

import org.jspecify.annotations.NullMarked;
