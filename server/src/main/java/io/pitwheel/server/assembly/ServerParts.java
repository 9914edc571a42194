package io.pitwheel.server.assembly;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.TaskLogs;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.rerun.EarlierRuns;
import io.pitwheel.server.access.NamespacePlaces;
import io.pitwheel.server.deletion.RunDeleter;
import io.pitwheel.server.event.EventFeed;
import io.pitwheel.server.experiment.ExperimentCreator;
import io.pitwheel.server.page.PageRequests;
import io.pitwheel.server.run.LargeParameters;
import io.pitwheel.server.run.NamespaceCheck;
import io.pitwheel.server.run.PipelineRootCheck;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.server.run.RunSourceResolver;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.server.support.ProgramLog;
import io.pitwheel.server.task.ReportedLargeValues;
import io.pitwheel.store.Stores;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What the doors are made of.
 *
 * @param serverId tells this server from others on the database
 * @param places where outputs go when a run says nothing else, and whose they are
 * @param programLog of the program this is in
 * @param pods what launchers in pods are answered by; null where tasks have none
 * @param onSubmission told when something was written that the engine must hear of
 */
record ServerParts(
    String serverId,
    Stores stores,
    SpecificationCatalog specifications,
    TaskLogs logs,
    ObjectStore objects,
    LocalFolders localFolders,
    NamespacePlaces places,
    EventFeed feed,
    PageRequests pages,
    PipelineRootCheck pipelineRoots,
    Settings settings,
    ProgramLog programLog,
    EngineFactory.@Nullable Pods pods,
    Runnable onSubmission,
    RunDeleter deleter,
    Clock clock,
    Identifiers identifiers) {
  /** Makes experiments, whoever asks for them. */
  ExperimentCreator experimentCreator() {
    return new ExperimentCreator(stores.experiments(), identifiers, clock);
  }

  /** Runs that others repeat. */
  EarlierRuns earlierRuns() {
    return new EarlierRuns(stores.runs(), stores.tasks(), specifications, objects);
  }

  /** Keeps large values that are told from elsewhere. */
  ReportedLargeValues reportedLargeValues() {
    return new ReportedLargeValues(new SpilledObjects(objects), places.artifactRoot());
  }

  /** Makes runs, whoever asks for them. */
  RunCreator runCreator() {
    return new RunCreator(
        new RunCreator.Parts(
            stores.runs(),
            stores.experiments(),
            experimentCreator(),
            new RunSourceResolver(stores.pipelines(), specifications),
            specifications,
            pipelineRoots,
            places,
            pods == null ? NamespaceCheck.OPEN : pods.namespaces(),
            earlierRuns(),
            new LargeParameters(new SpilledObjects(objects), places.artifactRoot()),
            identifiers,
            clock,
            onSubmission));
  }
}
