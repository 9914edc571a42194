package io.pitwheel.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Struct;
import io.pitwheel.api.v1.DescribePipelineResponse;
import io.pitwheel.api.v1.PreviewRerunResponse;
import io.pitwheel.api.v1.RerunRequest;
import io.pitwheel.api.v2beta1.PipelineVersionReference;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.api.v2beta1.RuntimeConfig;
import io.pitwheel.cli.client.PipelinesClient;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.result.PlanTable;
import io.pitwheel.cli.run.PipelineFile;
import io.pitwheel.cli.run.PipelineText;
import io.pitwheel.cli.surroundings.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;

/** The steps of {@code rerun}: describe, plan, ask, create, follow, tell. */
final class RunRepeating {
  private static final Set<String> YES = Set.of("", "y", "yes");

  private final Surroundings surroundings;
  private final ServerSession session;
  private final PipelineRunning running;

  RunRepeating(CommandContext context, ServerSession session, PipelineRunning running) {
    this.surroundings = context.surroundings();
    this.session = session;
    this.running = running;
  }

  /**
   * @throws CommandFailure when the input is refused or the server is in trouble
   */
  ExitStatus run(String runId, RerunOrder order) {
    boolean needsStandingServer = order.run().isDetached() && !order.isDryRun();
    PipelinesClient client = needsStandingServer ? running.standingClient() : session.client();
    DescribePipelineResponse pipeline = pipeline(client, order);
    RerunRequest request = request(runId, order, pipeline);
    PreviewRerunResponse plan = client.previewRerun(request);
    if (order.isDryRun()) {
      tellPlan(plan, order.run().isForScripts(), surroundings.output());
      return ExitStatus.SUCCEEDED;
    }
    tellPlan(plan, false, surroundings.errors());
    if (!order.isConfirmed() && !isWanted()) {
      surroundings.errors().println("nothing was started");
      return ExitStatus.SUCCEEDED;
    }
    return running.make(runId, order.run(), pipeline, server -> server.startRerun(request));
  }

  private DescribePipelineResponse pipeline(PipelinesClient client, RerunOrder order) {
    if (hasFile(order)) {
      return PipelineRunning.described(
          client, order.run().file(), PipelineFile.read(order.run().file()));
    }
    Struct kept =
        order.versionId().isEmpty()
            ? client.fullRun(order.earlierRunId()).getPipelineSpec()
            : client.pipelineOfVersion(order.versionId());
    return client.describe(PipelineText.of(kept));
  }

  private static boolean hasFile(RerunOrder order) {
    return !order.run().file().toString().isEmpty();
  }

  private RerunRequest request(String runId, RerunOrder order, DescribePipelineResponse pipeline) {
    RunOrder.Labels labels = order.run().labels();
    var run =
        Run.newBuilder()
            .setRunId(runId)
            .setDisplayName(labels.name())
            .setExperimentId(
                labels.experiment().isEmpty()
                    ? ""
                    : session.client().experimentId(labels.experiment()))
            .setRuntimeConfig(
                RuntimeConfig.newBuilder()
                    .putAllParameters(PipelineRunning.parameters(order.run(), pipeline))
                    .setPipelineRoot(labels.pipelineRoot()));
    if (hasFile(order)) {
      run.setPipelineSpec(pipeline.getPipelineSpec());
    } else if (!order.versionId().isEmpty()) {
      run.setPipelineVersionReference(
          PipelineVersionReference.newBuilder().setPipelineVersionId(order.versionId()));
    }
    return RerunRequest.newBuilder()
        .setRunId(order.earlierRunId())
        .setFrom(order.from())
        .setRun(run)
        .setOptions(order.run().options().toMessage())
        .build();
  }

  private static void tellPlan(
      PreviewRerunResponse plan, boolean isForScripts, PrintStream stream) {
    if (isForScripts) {
      stream.println(PlanTable.json(plan));
    } else {
      new PlanTable(plan).lines().forEach(stream::println);
    }
    stream.flush();
  }

  /** Where nobody can be asked, the command itself was the answer. */
  private boolean isWanted() {
    InputStream answers = surroundings.answers();
    if (answers == null) {
      return true;
    }
    surroundings.errors().print("Go on? [Y/n] ");
    surroundings.errors().flush();
    try {
      String answer = new BufferedReader(new InputStreamReader(answers, UTF_8)).readLine();
      return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException exception) {
      throw CommandFailure.refused(
          "reading the answer: %s (expected: y or n, or --yes)"
              .formatted(String.valueOf(exception.getMessage())));
    }
  }
}
