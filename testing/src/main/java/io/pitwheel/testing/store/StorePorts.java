package io.pitwheel.testing.store;

import io.pitwheel.artifact.ArtifactStore;
import io.pitwheel.event.EventLog;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.run.RunLeases;
import io.pitwheel.run.RunStore;
import io.pitwheel.run.SpecificationStore;
import io.pitwheel.signing.SigningKeys;
import io.pitwheel.submission.SubmissionQueue;
import io.pitwheel.task.TaskStore;
import io.pitwheel.taskreport.TaskReports;
import io.pitwheel.taskreport.TaskViews;

/** The ports of one memory, empty at first. */
public record StorePorts(
    RunStore runs,
    SpecificationStore specifications,
    TaskStore tasks,
    TaskReports taskReports,
    TaskViews taskViews,
    ArtifactStore artifacts,
    ExperimentStore experiments,
    PipelineStore pipelines,
    EventLog events,
    SubmissionQueue submissions,
    RunLeases leases,
    RecurringRunStore recurringRuns,
    SigningKeys signingKeys,
    AutoCloseable closing) {}
