package io.pitwheel.cli.command;

import com.google.protobuf.Value;
import io.pitwheel.api.v1.DescribePipelineResponse;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.cli.client.PipelinesClient;
import io.pitwheel.cli.client.RunEvent;
import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.progress.LineView;
import io.pitwheel.cli.progress.ProgressView;
import io.pitwheel.cli.progress.Redrawing;
import io.pitwheel.cli.progress.RunProgress;
import io.pitwheel.cli.progress.TaskProgress;
import io.pitwheel.cli.progress.TerminalView;
import io.pitwheel.cli.result.FailureReport;
import io.pitwheel.cli.result.ResultDocument;
import io.pitwheel.cli.result.ResultTable;
import io.pitwheel.cli.run.ParameterReader;
import io.pitwheel.cli.run.PipelineFile;
import io.pitwheel.cli.run.RunFollower;
import io.pitwheel.cli.run.RunRequest;
import io.pitwheel.cli.surroundings.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The steps of {@code run}: describe, create, follow, tell. Used by one thread, once. */
final class PipelineRunning {
  private final CommandContext context;
  private final Surroundings surroundings;
  private final ServerSession session;
  private final String serverWords;

  /**
   * @param serverWords the options that lead another command to the same server; may be empty
   */
  PipelineRunning(CommandContext context, ServerSession session, String serverWords) {
    this.context = context;
    this.surroundings = context.surroundings();
    this.session = session;
    this.serverWords = serverWords;
  }

  /**
   * @throws CommandFailure when the input is refused or the server is in trouble
   * @throws ServerLost when the server is gone and no other can be had
   */
  ExitStatus run(String runId, RunOrder order) {
    String text = PipelineFile.read(order.file());
    PipelinesClient client = order.isDetached() ? standingClient() : session.client();
    DescribePipelineResponse pipeline = described(client, order.file(), text);
    pipeline
        .getWarningsList()
        .forEach(warning -> surroundings.errors().println("warning: " + warning));
    RunRequest request = request(runId, order, pipeline, surroundings.clock().instant());
    return make(runId, order, pipeline, server -> server.createRun(request.toMessage()));
  }

  /** Makes a run, follows it to its end and tells of it, unless nobody waits for that. */
  ExitStatus make(
      String runId,
      RunOrder order,
      DescribePipelineResponse pipeline,
      Function<PipelinesClient, Run> creation) {
    Instant startedAt = surroundings.clock().instant();
    warnOfSlots(order.options().slots());
    // From here on a run may exist: an interruption is remembered until it can be terminated.
    context.interruptions().onFirst(() -> {});
    Run created = create(creation);
    if (order.isDetached()) {
      surroundings
          .output()
          .println(
              order.isForScripts()
                  ? ResultDocument.ofCreated(runId, created.getState().name()).text()
                  : runId);
      return ExitStatus.SUCCEEDED;
    }
    var progress =
        new RunProgress(pipeline.getPipelineName(), runId, startedAt, pipeline.getTasksList());
    follow(progress);
    ExitStatus status = tell(progress, order.isForScripts());
    drain();
    return status;
  }

  static DescribePipelineResponse described(PipelinesClient client, Path file, String text) {
    try {
      return client.describe(text);
    } catch (CommandFailure exception) {
      throw exception.about(file);
    }
  }

  PipelinesClient standingClient() {
    return session
        .standingClient()
        .orElseThrow(() ->
            CommandFailure.refused(
                "running with --detach: no server runs on the data folder (expected: start"
                    + " ./pitwheel server first, or name one with --server)"));
  }

  /** A server of somebody else was not started for this run, and has the slots it has. */
  private void warnOfSlots(int slots) {
    if (slots > 0 && !session.isServing()) {
      surroundings
          .errors()
          .println(
              ("warning: --slots %d bounds this run only; the server at %s, which runs already,"
                      + " keeps its own slots, shared by all runs")
                  .formatted(slots, session.client().address()));
    }
  }

  private RunRequest request(
      String runId, RunOrder order, DescribePipelineResponse pipeline, Instant now) {
    RunOrder.Labels labels = order.labels();
    var parameters = parameters(order, pipeline);
    String displayName =
        labels.name().isEmpty()
            ? pipeline.getPipelineName() + " " + now.truncatedTo(ChronoUnit.SECONDS)
            : labels.name();
    return new RunRequest(
        runId,
        displayName,
        labels.experiment().isEmpty() ? "" : session.client().experimentId(labels.experiment()),
        pipeline.getPipelineSpec(),
        parameters,
        labels.pipelineRoot(),
        order.options());
  }

  /** The given parameters by the types that the pipeline declares. */
  static Map<String, Value> parameters(RunOrder order, DescribePipelineResponse pipeline) {
    Path parametersFile = order.parametersFile();
    return new ParameterReader(pipeline.getParametersList())
        .read(
            parametersFile == null ? Path.of("") : parametersFile,
            parametersFile == null ? "" : PipelineFile.readParameters(parametersFile),
            order.parameters());
  }

  /** The id was chosen here, so a second try after a lost answer cannot make a second run. */
  private Run create(Function<PipelinesClient, Run> creation) {
    try {
      return creation.apply(session.client());
    } catch (ServerLost exception) {
      return creation.apply(session.reconnect());
    }
  }

  private void follow(RunProgress progress) {
    String runId = progress.runId();
    ProgressView view = view(progress);
    try (view;
        var _ = view instanceof TerminalView live ? new Redrawing(live::draw) : null) {
      context
          .interruptions()
          .onFirst(() -> {
            view.say("terminating run %s (Ctrl-C again ends at once)".formatted(runId));
            terminate(runId, view);
          });
      new RunFollower(session, event -> take(event, progress, view)).follow(runId);
    }
  }

  private void terminate(String runId, ProgressView view) {
    try {
      session.client().terminate(runId);
    } catch (CommandFailure | ServerLost exception) {
      // It may have ended a moment ago; the follower knows, and Ctrl-C again always works.
      view.say("terminating run %s: %s".formatted(runId, exception.getMessage()));
    }
  }

  private ProgressView view(RunProgress progress) {
    Surroundings.@Nullable TerminalSize terminal = surroundings.terminal();
    return terminal == null
        ? new LineView(surroundings.errors(), progress, surroundings.clock())
        : new TerminalView(surroundings.errors(), progress, surroundings.clock(), terminal);
  }

  private void take(RunEvent event, RunProgress progress, ProgressView view) {
    progress
        .apply(event)
        .ifPresent(task -> {
          if (view instanceof TerminalView && task.isLoop() && task.isRunning()) {
            learnIterationCount(task, progress);
          }
          view.show(task);
        });
  }

  private void learnIterationCount(TaskProgress loop, RunProgress progress) {
    if (loop.iteration().isEmpty()) {
      long count =
          session
              .client()
              .task(progress.runId(), loop.taskId())
              .getTypeAttributes()
              .getIterationCount();
      progress.learnIterationCount(loop.path(), Math.toIntExact(count));
    }
  }

  private ExitStatus tell(RunProgress progress, boolean isForScripts) {
    PipelinesClient client = session.client();
    String text = client.result(progress.runId());
    ResultDocument document = ResultDocument.parse(text);
    if (isForScripts) {
      surroundings.output().println(text.strip());
    } else {
      Instant now = surroundings.clock().instant();
      var report = new FailureReport(client, progress, serverWords);
      new ResultTable(document, progress, now, report.explained(document))
          .lines()
          .forEach(surroundings.output()::println);
      report.lines(document).forEach(surroundings.output()::println);
    }
    surroundings.output().flush();
    if (context.interruptions().hasHappened()) {
      return ExitStatus.INTERRUPTED;
    }
    return document.isSucceeded() ? ExitStatus.SUCCEEDED : ExitStatus.RUN_FAILED;
  }

  /** See {@link ServerSession} for whom this waits for. */
  private void drain() {
    if (!session.isServing() || context.interruptions().hasHappened()) {
      return;
    }
    Thread waiting = Thread.currentThread();
    context.interruptions().onFirst(waiting::interrupt);
    try {
      session.drain(runId ->
          surroundings
              .errors()
              .println(
                  "waiting for run %s of another command (Ctrl-C leaves it to that one)"
                      .formatted(runId)));
    } catch (ServerLost exception) {
      if (!Thread.interrupted()) {
        throw exception;
      }
    }
  }
}
