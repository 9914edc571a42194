package io.pitwheel.cli.command;

import io.pitwheel.cli.Interruptions;
import io.pitwheel.cli.Surroundings;
import io.pitwheel.cli.connection.EmbeddedServers;

/** What every verb is made with. */
public record CommandContext(
    Surroundings surroundings, EmbeddedServers servers, Interruptions interruptions) {}
