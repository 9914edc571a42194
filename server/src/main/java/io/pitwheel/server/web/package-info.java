/**
 * The plain page that shows runs until there is a user interface. Must not enter: anything the page
 * could not get from the public routes.
 */
@NullMarked
package io.pitwheel.server.web;

import org.jspecify.annotations.NullMarked;
