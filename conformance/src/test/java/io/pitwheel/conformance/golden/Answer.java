package io.pitwheel.conformance.golden;

import io.pitwheel.value.JsonValue;

/**
 * What a server answered, however it was asked.
 *
 * @param code of {@code google.rpc.Code}; 0 for a success
 * @param status of HTTP; 0 when it was asked by gRPC
 * @param body the message or the error, as JSON
 */
record Answer(int code, int status, JsonValue body) {}
