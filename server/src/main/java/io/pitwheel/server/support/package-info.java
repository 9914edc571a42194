/**
 * Everything about one run in one file, for who helps. Must not enter: what a cluster is, and
 * secrets.
 */
@NullMarked
package io.pitwheel.server.support;

import org.jspecify.annotations.NullMarked;
