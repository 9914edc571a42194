package io.pitwheel.failure;

/**
 * Why a task or a run failed.
 *
 * @param path where in the pipeline, empty when there is no such place
 */
public record TaskFailure(ErrorCode code, String message, String path) {}
