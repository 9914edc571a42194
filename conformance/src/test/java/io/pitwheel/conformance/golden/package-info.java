/**
 * Requests and their answers as data, sent by REST and by gRPC to a server process. Must not enter:
 * what the answers should be; that stands in the data.
 */
@NullMarked
package io.pitwheel.conformance.golden;

import org.jspecify.annotations.NullMarked;
