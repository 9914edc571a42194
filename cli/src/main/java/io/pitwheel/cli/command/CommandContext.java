package io.pitwheel.cli.command;

import io.pitwheel.cli.connection.EmbeddedServers;
import io.pitwheel.cli.connection.SettingsFiles;
import io.pitwheel.cli.surroundings.Interruptions;
import io.pitwheel.cli.surroundings.Surroundings;

/** What every verb is made with. */
public record CommandContext(
    Surroundings surroundings,
    EmbeddedServers servers,
    SettingsFiles settingsFiles,
    Interruptions interruptions) {}
