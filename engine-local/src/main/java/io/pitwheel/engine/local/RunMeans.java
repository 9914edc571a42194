package io.pitwheel.engine.local;

/** What the thread of a run hears with, acts with and waits with. */
record RunMeans(RunInbox inbox, AttemptThreads threads, StorePatience patience) {}
