package io.pitwheel.cli.command;

/**
 * What the user asked for with {@code rerun}.
 *
 * @param versionId empty for none
 * @param run what is to differ from the earlier run; its file is the empty path for none
 */
record RerunOrder(
    String earlierRunId,
    String from,
    String versionId,
    boolean isDryRun,
    boolean isConfirmed,
    RunOrder run) {}
