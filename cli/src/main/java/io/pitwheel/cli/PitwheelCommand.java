package io.pitwheel.cli;

import picocli.CommandLine.Command;

/** The program itself, which does nothing without a verb. */
@Command(
    name = "pitwheel",
    description = "Run machine-learning pipelines compiled by the kfp SDK.",
    mixinStandardHelpOptions = true,
    versionProvider = PitwheelVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class PitwheelCommand {}
