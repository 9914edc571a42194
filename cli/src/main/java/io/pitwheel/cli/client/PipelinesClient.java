package io.pitwheel.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.pitwheel.api.v1.CompilePipelineRequest;
import io.pitwheel.api.v1.CompilePipelineResponse;
import io.pitwheel.api.v1.DescribePipelineRequest;
import io.pitwheel.api.v1.DescribePipelineResponse;
import io.pitwheel.api.v1.ExplainTasksResponse;
import io.pitwheel.api.v1.ListSettingsResponse;
import io.pitwheel.api.v1.PreviewRerunResponse;
import io.pitwheel.api.v1.RerunRequest;
import io.pitwheel.api.v1.ServerSetting;
import io.pitwheel.api.v1.TaskExplanation;
import io.pitwheel.api.v1.ValidatePipelineRequest;
import io.pitwheel.api.v1.ValidatePipelineResponse;
import io.pitwheel.api.v2beta1.Experiment;
import io.pitwheel.api.v2beta1.Filter;
import io.pitwheel.api.v2beta1.ListExperimentsResponse;
import io.pitwheel.api.v2beta1.ListRunsResponse;
import io.pitwheel.api.v2beta1.ListTasksResponse;
import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.PipelineVersion;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.cli.outcome.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the commands to one server. Safe for many threads.
 *
 * <p>Errors of every method: {@link ServerLost} when there is no answer, {@link CommandFailure}
 * when the server refuses.
 */
public final class PipelinesClient implements AutoCloseable {
  private static final String ROUTES = "/apis/v2beta1/";
  private static final int PAGE_SIZE = 200;

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private final HttpExchange exchange;

  /**
   * @param token sent with every request; empty for none
   * @param authorities who may vouch for a server that talks TLS beside Java's own list, in PEM
   *     form; null for nobody
   * @throws CommandFailure for a file that holds none, naming it
   */
  public PipelinesClient(URI address, String token, @Nullable Path authorities) {
    exchange = new HttpExchange(address, token, authorities);
  }

  public URI address() {
    return exchange.address();
  }

  /** Closes the connections to the server; calls under way end as lost. */
  @Override
  public void close() {
    exchange.close();
  }

  /**
   * Whether the server answers that it is ready.
   *
   * @throws CommandFailure when it is not trusted, which asking again does not change
   */
  public boolean isHealthy(Duration timeout) {
    try {
      exchange.get("asking whether the server is ready", ROUTES + "healthz", timeout);
      return true;
    } catch (ServerLost exception) {
      return false;
    } catch (CommandFailure failure) {
      if (ServerTrust.isRefusal(failure)) {
        throw failure;
      }
      return false;
    }
  }

  /** Checks a compiled pipeline. */
  public ValidatePipelineResponse validate(String pipeline) {
    var request = ValidatePipelineRequest.newBuilder().setPipeline(pipeline).build();
    return parse(
            post("checking the pipeline", "pipelines:validate", print(request)),
            ValidatePipelineResponse.newBuilder())
        .build();
  }

  /** The Workflows that a compiled pipeline becomes, as text. */
  public String compile(CompilePipelineRequest request) {
    return parse(
            post("compiling the pipeline", "pipelines:compile", print(request)),
            CompilePipelineResponse.newBuilder())
        .getWorkflows();
  }

  /** Checks a compiled pipeline and answers what is needed to start it. */
  public DescribePipelineResponse describe(String pipeline) {
    var request = DescribePipelineRequest.newBuilder().setPipeline(pipeline).build();
    return parse(
            post("checking the pipeline", "pipelines:describe", print(request)),
            DescribePipelineResponse.newBuilder())
        .build();
  }

  /** Every setting of the server. */
  public List<ServerSetting> settings() {
    return parse(
            exchange.get("asking for the settings", ROUTES + "settings"),
            ListSettingsResponse.newBuilder())
        .getSettingsList();
  }

  /** What a run that repeats another would do. */
  public PreviewRerunResponse previewRerun(RerunRequest request) {
    return parse(
            post(
                "planning a rerun of run " + request.getRunId(),
                "runs/" + encoded(request.getRunId()) + ":previewRerun",
                print(request)),
            PreviewRerunResponse.newBuilder())
        .build();
  }

  /** Makes a run that repeats another. */
  public Run startRerun(RerunRequest request) {
    return parse(
            post(
                "running run %s again".formatted(request.getRunId()),
                "runs/" + encoded(request.getRunId()) + ":rerun",
                print(request)),
            Run.newBuilder())
        .build();
  }

  /** What differs between two runs, exactly as the server writes it. */
  public String comparison(String runId, String otherRunId) {
    return get(
        "comparing runs %s and %s".formatted(runId, otherRunId),
        "runs/%s:compare?other_run_id=%s".formatted(encoded(runId), encoded(otherRunId)));
  }

  /** The run with the pipeline it is of. */
  public Run fullRun(String runId) {
    return parse(
            get("reading run " + runId, "runs/" + encoded(runId) + "?view=FULL"), Run.newBuilder())
        .build();
  }

  /** A kept pipeline. */
  public Struct pipelineOfVersion(String versionId) {
    return parse(
            get(
                "reading pipeline version " + versionId,
                "pipelines/-/versions/" + encoded(versionId)),
            PipelineVersion.newBuilder())
        .build()
        .getPipelineSpec();
  }

  public Run createRun(Run run) {
    return parse(post("creating the run", "runs", print(run)), Run.newBuilder()).build();
  }

  public Run run(String runId) {
    return parse(get("reading run " + runId, "runs/" + encoded(runId)), Run.newBuilder()).build();
  }

  /** Asks the run to end; it does a little later. */
  public void terminate(String runId) {
    post("terminating run " + runId, "runs/" + encoded(runId) + ":terminate", "");
  }

  /** The result document, exactly as the server writes it. */
  public String result(String runId) {
    return get("reading the result of run " + runId, "runs/" + encoded(runId) + "/result");
  }

  public PipelineTask task(String runId, String taskId) {
    String route = "runs/%s/tasks/%s".formatted(encoded(runId), encoded(taskId));
    return parse(get("reading task " + taskId, route), PipelineTask.newBuilder()).build();
  }

  /** What was decided about the task at a path, or about each of its iterations. */
  public List<TaskExplanation> explanations(String runId, String path) {
    String route = "runs/%s/tasks:explain?path=%s".formatted(encoded(runId), encoded(path));
    return parse(
            get("explaining task %s of run %s".formatted(path, runId), route),
            ExplainTasksResponse.newBuilder())
        .build()
        .getTasksList();
  }

  /** All tasks of a run. */
  public List<PipelineTask> tasks(String runId) {
    var tasks = new ArrayList<PipelineTask>();
    String token = "";
    do {
      String route =
          "runs/%s/tasks?page_size=%d&page_token=%s"
              .formatted(encoded(runId), PAGE_SIZE, encoded(token));
      ListTasksResponse page =
          parse(get("listing the tasks of run " + runId, route), ListTasksResponse.newBuilder())
              .build();
      tasks.addAll(page.getTasksList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return tasks;
  }

  /** The newest runs, at most one page. */
  public List<Run> newestRuns() {
    String route = "runs?page_size=%d&sort_by=%s".formatted(PAGE_SIZE, encoded("created_at desc"));
    return parse(get("listing runs", route), ListRunsResponse.newBuilder()).build().getRunsList();
  }

  /** The id of the experiment of this name; it is created when there is none. */
  public String experimentId(String displayName) {
    var isNamed =
        io.pitwheel.api.v2beta1.Predicate.newBuilder()
            .setOperation(io.pitwheel.api.v2beta1.Predicate.Operation.EQUALS)
            .setKey("display_name")
            .setStringValue(displayName);
    String filter = encoded(print(Filter.newBuilder().addPredicates(isNamed).build()));
    List<Experiment> found =
        parse(
                get("finding experiment " + displayName, "experiments?filter=" + filter),
                ListExperimentsResponse.newBuilder())
            .build()
            .getExperimentsList();
    if (!found.isEmpty()) {
      return found.getFirst().getExperimentId();
    }
    var experiment = Experiment.newBuilder().setDisplayName(displayName).build();
    return parse(
            post("creating experiment " + displayName, "experiments", print(experiment)),
            Experiment.newBuilder())
        .build()
        .getExperimentId();
  }

  /**
   * Hands on the events of a run, from the given one on, until no more are wanted or the server
   * ends the stream.
   *
   * @param afterSequence the last one that is known; 0 for all
   * @param goesOn answers whether more events are wanted
   */
  public void events(String runId, long afterSequence, Predicate<RunEvent> goesOn) {
    String tried = "following run " + runId;
    String route = ROUTES + "runs/" + encoded(runId) + "/events";
    try (InputStream body = exchange.open(tried, route, afterSequence);
        var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
      new EventStream(lines).forEach(goesOn);
    } catch (IOException exception) {
      throw new ServerLost(tried, exchange.address(), exception);
    }
  }

  /** Opens the log of a task; the caller closes it. */
  public InputStream log(String runId, String taskId, LogQuery query) {
    String route =
        "runs/%s/tasks/%s/logs?kind=%s&follow=%s"
                .formatted(encoded(runId), encoded(taskId), query.kind(), query.follows())
            + "&attempt="
            + query.attempt();
    return exchange.open("reading the log of task " + taskId, ROUTES + route, 0);
  }

  /** Opens the archive of everything that is known of a run; the caller closes it. */
  public InputStream support(String runId) {
    return exchange.open(
        "collecting what is known of run " + runId,
        ROUTES + "runs/%s/support".formatted(encoded(runId)),
        0);
  }

  /**
   * Which log, and whether to wait for more of it.
   *
   * @param isSystem the launcher's own words instead of those of the command
   * @param attempt 0 for the newest
   */
  public record LogQuery(boolean isSystem, boolean follows, int attempt) {
    public static final LogQuery OF_THE_COMMAND = new LogQuery(false, false, 0);

    String kind() {
      return isSystem ? "system" : "user";
    }
  }

  private String get(String tried, String route) {
    return exchange.get(tried, ROUTES + route);
  }

  private String post(String tried, String route, String json) {
    return exchange.post(tried, ROUTES + route, json);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String print(Message message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException exception) {
      throw new IllegalStateException("a message of ours has no JSON form", exception);
    }
  }

  private static <T extends Message.Builder> T parse(String json, T builder) {
    try {
      PARSER.merge(json, builder);
      return builder;
    } catch (InvalidProtocolBufferException exception) {
      throw CommandFailure.trouble(
          "reading the server's answer as %s: %s (expected: a server of this version)"
              .formatted(
                  builder.getDescriptorForType().getName(), String.valueOf(exception.getMessage())),
          exception);
    }
  }
}
