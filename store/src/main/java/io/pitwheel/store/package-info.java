/**
 * What a server remembers, behind the ports of model: the only module that contains SQL. Must not
 * enter: engines, and rules about what runs mean.
 */
@NullMarked
package io.pitwheel.store;

import org.jspecify.annotations.NullMarked;
