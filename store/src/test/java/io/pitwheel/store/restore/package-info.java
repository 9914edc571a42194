/** Back-ups of databases, made and restored as the guide for admins says. */
@NullMarked
package io.pitwheel.store.restore;

import org.jspecify.annotations.NullMarked;
