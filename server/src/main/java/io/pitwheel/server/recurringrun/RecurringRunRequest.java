package io.pitwheel.server.recurringrun;

import io.pitwheel.recurringrun.RecurringRun.Limits;
import io.pitwheel.recurringrun.Trigger;
import io.pitwheel.server.run.RunRequest;
import io.pitwheel.value.JsonValue.JsonObject;

/**
 * What a client asks for, checked as far as that needs nothing that is kept.
 *
 * @param run the run of each tick, but for its name and its placeholders
 * @param pluginsInput as given
 */
record RecurringRunRequest(
    RunRequest run, JsonObject pluginsInput, Trigger trigger, Limits limits, boolean isEnabled) {}
