/** Tests of the room of the same name. Must not enter: what is about a service in particular. */
@NullMarked
package io.pitwheel.server.reflection;

import org.jspecify.annotations.NullMarked;
