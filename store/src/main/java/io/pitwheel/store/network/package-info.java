/**
 * What databases behind a network have in common: where they are, who connects, their connections,
 * and how several servers agree on who migrates. Must not enter: the name of any of them.
 */
@NullMarked
package io.pitwheel.store.network;

import org.jspecify.annotations.NullMarked;
