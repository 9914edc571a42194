/**
 * The server as seen over HTTP: requests, answers, the stream of events. Must not enter: which
 * server is asked, and what is shown to people.
 */
@NullMarked
package io.pitwheel.cli.client;

import org.jspecify.annotations.NullMarked;
