/** What tests on servers share. */
@NullMarked
package io.pitwheel.store.network;

import org.jspecify.annotations.NullMarked;
