/**
 * What an admin may choose, where each choice was made, and how a wrong one is refused. Must not
 * enter: what is done with the choices.
 */
@NullMarked
package io.pitwheel.server.settings;

import org.jspecify.annotations.NullMarked;
