package io.pitwheel.engine.local;

/**
 * Both ways between a run's own thread and its commands: started ones go out through the threads,
 * what has ended comes back through the inbox.
 */
record RunChannels(RunInbox inbox, AttemptThreads threads) {}
