package io.pitwheel.recurringrun;

import io.pitwheel.page.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which recurring runs to list.
 *
 * @param experimentId null for those of all experiments
 */
public record RecurringRunQuery(
    String namespace, @Nullable String experimentId, PageRequest page) {}
