package io.pitwheel.store.task;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.session.Session;

/** What one recorded call works with. */
record Recording(
    Session session,
    TaskGraph graph,
    RunLedger ledger,
    TaskStatements statements,
    TrackedTasks tasks,
    ValueWriter values,
    TaskEvents events,
    TaskReader reader,
    RunFailure runFailure) {}
