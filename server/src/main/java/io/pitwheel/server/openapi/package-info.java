/**
 * Describes every route of REST in the form that OpenAPI gives such descriptions, made of the same
 * descriptors that the routes are made of. Must not enter: what a route does.
 */
@NullMarked
package io.pitwheel.server.openapi;

import org.jspecify.annotations.NullMarked;
