package io.pitwheel.store;

import io.pitwheel.artifact.ArtifactStore;
import io.pitwheel.event.EventLog;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.run.RunLeases;
import io.pitwheel.run.RunStore;
import io.pitwheel.run.SpecificationStore;
import io.pitwheel.signing.SigningKeys;
import io.pitwheel.store.artifact.JdbcArtifactStore;
import io.pitwheel.store.event.EventFeed;
import io.pitwheel.store.event.JdbcEventLog;
import io.pitwheel.store.experiment.JdbcExperimentStore;
import io.pitwheel.store.ledger.LedgerStatements;
import io.pitwheel.store.pipeline.JdbcPipelineStore;
import io.pitwheel.store.recurringrun.JdbcRecurringRunStore;
import io.pitwheel.store.run.FreshRuns;
import io.pitwheel.store.run.JdbcRunLeases;
import io.pitwheel.store.run.JdbcRunStore;
import io.pitwheel.store.run.JdbcSpecificationStore;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.signing.JdbcSigningKeys;
import io.pitwheel.store.submission.JdbcSubmissionQueue;
import io.pitwheel.store.task.JdbcTaskReports;
import io.pitwheel.store.task.JdbcTaskStore;
import io.pitwheel.store.task.RunTasks;
import io.pitwheel.store.view.JdbcTaskViews;
import io.pitwheel.submission.SubmissionQueue;
import io.pitwheel.task.TaskStore;
import io.pitwheel.taskreport.TaskReports;
import io.pitwheel.taskreport.TaskViews;

/** Every port on one database. Closing it waits for nothing: what was answered is on the disk. */
public record Stores(
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
    Database database)
    implements AutoCloseable {
  /** The stores on a database that has the schema of this version. */
  public static Stores on(Database database, Identifiers identifiers) {
    var feed = new EventFeed();
    var ledgers = new LedgerStatements(database);
    var freshRuns = new FreshRuns(database, identifiers, ledgers, new RunTasks(database));
    var tasks = new JdbcTaskStore(database, ledgers, feed);
    return new Stores(
        new JdbcRunStore(database, identifiers, ledgers, feed),
        new JdbcSpecificationStore(database),
        tasks,
        new JdbcTaskReports(database, tasks, feed, identifiers),
        new JdbcTaskViews(database),
        new JdbcArtifactStore(database),
        new JdbcExperimentStore(database),
        new JdbcPipelineStore(database),
        new JdbcEventLog(database, feed),
        new JdbcSubmissionQueue(database),
        new JdbcRunLeases(database),
        new JdbcRecurringRunStore(database, freshRuns, feed),
        new JdbcSigningKeys(database),
        database);
  }

  /** The same, for the engine of a server: it leads only the runs that the server has. */
  public Stores ownedBy(String server) {
    return new Stores(
        runs.ownedBy(server),
        specifications,
        tasks,
        taskReports,
        taskViews,
        artifacts,
        experiments,
        pipelines,
        events,
        submissions,
        leases,
        recurringRuns,
        signingKeys,
        database);
  }

  @Override
  public void close() {
    database.close();
  }
}
