package io.pitwheel.server.assembly;

import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.BindableService;
import io.pitwheel.api.v2beta1.ArtifactServiceGrpc;
import io.pitwheel.api.v2beta1.RecurringRunServiceGrpc;
import io.pitwheel.api.v2beta1.ReportServiceGrpc;
import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.rerun.EarlierRuns;
import io.pitwheel.server.comparison.ComparisonGrpcService;
import io.pitwheel.server.event.EventRoute;
import io.pitwheel.server.experiment.ExperimentCreator;
import io.pitwheel.server.experiment.ExperimentGrpcService;
import io.pitwheel.server.explanation.ExplanationGrpcService;
import io.pitwheel.server.healthz.HealthGrpcService;
import io.pitwheel.server.healthz.HealthRoute;
import io.pitwheel.server.http.CallThreads;
import io.pitwheel.server.http.EventLoops;
import io.pitwheel.server.http.OriginGuard;
import io.pitwheel.server.http.ReadOnly;
import io.pitwheel.server.http.RestService;
import io.pitwheel.server.http.ShapedErrors;
import io.pitwheel.server.logs.LogRoute;
import io.pitwheel.server.logs.SystemLogReader;
import io.pitwheel.server.pipeline.PipelineGrpcService;
import io.pitwheel.server.pipeline.PipelineTranslator;
import io.pitwheel.server.pipeline.PipelineUploader;
import io.pitwheel.server.pipeline.UploadRoute;
import io.pitwheel.server.rerun.RerunGrpcService;
import io.pitwheel.server.result.ResultComposer;
import io.pitwheel.server.result.ResultGrpcService;
import io.pitwheel.server.run.LargeParameters;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.server.run.RunGrpcService;
import io.pitwheel.server.run.RunLister;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.server.run.RunRetrier;
import io.pitwheel.server.run.RunSourceResolver;
import io.pitwheel.server.run.RunTerminator;
import io.pitwheel.server.run.RunTranslator;
import io.pitwheel.server.run.TaskLister;
import io.pitwheel.server.settings.SettingsGrpcService;
import io.pitwheel.server.specification.SpecificationGrpcService;
import io.pitwheel.server.web.PageRoute;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Every door of the server on its two ports. Both ports answer both protocols; KFP's clients only
 * expect each on its own.
 */
final class Doors {
  /**
   * Parameters of a run as large as anybody types, or a script makes them. An upload is counted by
   * its own door.
   */
  private static final long MAX_REQUEST_BYTES = 96L * 1024 * 1024;

  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMillis(20);
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final String ROOT = "/apis/v2beta1";

  private final ServerParts parts;
  private final PipelineTranslator pipelineTranslator;
  private final PipelineUploader uploader;
  private final RunReader reader;

  Doors(ServerParts parts) {
    this.parts = parts;
    this.pipelineTranslator = new PipelineTranslator(parts.specifications());
    this.uploader =
        new PipelineUploader(
            parts.stores().pipelines(), parts.specifications(), parts.identifiers(), parts.clock());
    this.reader =
        new RunReader(
            parts.stores().runs(),
            parts.stores().tasks(),
            parts.specifications(),
            new RunTranslator(parts.specifications()));
  }

  /**
   * @param port and {@code grpcPort}: 0 for a free one
   */
  OpenableDoors build(InetAddress host, int port, int grpcPort) {
    var loops = new EventLoops();
    var threads = CallThreads.start();
    ServerBuilder builder = Server.builder();
    builder.http(new InetSocketAddress(host, port));
    builder.http(new InetSocketAddress(host, grpcPort));
    builder.workerGroup(loops, true);
    builder.blockingTaskExecutor(threads, false);
    builder.maxRequestLength(MAX_REQUEST_BYTES);
    builder.requestTimeout(REQUEST_TIMEOUT);
    builder.gracefulShutdownTimeout(QUIET, DRAIN);
    // What was asked is answered by then; a client that keeps its connection is not waited for.
    builder.connectionDrainDuration(Duration.ZERO);
    // What callers did wrong is answered to them; it is nothing for the log.
    builder.unloggedExceptionsReportInterval(Duration.ZERO);
    builder.errorHandler(new ShapedErrors());
    builder.decorator(new OriginGuard(host.isLoopbackAddress()));
    List<BindableService> services = services();
    addGrpc(builder, services);
    addRoutes(builder);
    builder.serviceUnder("/", new RestService(services));
    return new OpenableDoors(builder.build(), loops, threads);
  }

  private static void addGrpc(ServerBuilder builder, List<BindableService> services) {
    var grpc = GrpcService.builder();
    services.forEach(grpc::addService);
    builder.service(
        grpc.supportedSerializationFormats(GrpcSerializationFormats.PROTO)
            .useBlockingTaskExecutor(true)
            .maxRequestMessageLength((int) MAX_REQUEST_BYTES)
            .build());
  }

  private void addRoutes(ServerBuilder builder) {
    var health = new HealthRoute();
    builder.service(ROOT + "/healthz", new ReadOnly(health));
    builder.service(ROOT + "/pipelines/upload", UploadRoute.ofPipelines(uploader));
    builder.service(
        ROOT + "/pipelines/upload_version", UploadRoute.ofVersions(uploader, pipelineTranslator));
    builder.service(
        ROOT + "/runs/{run_id}/events",
        new ReadOnly(new EventRoute(parts.stores().events(), parts.feed(), reader)));
    builder.service(
        ROOT + "/runs/{run_id}/tasks/{task_id}/logs",
        new ReadOnly(
            new LogRoute(
                parts.stores().tasks(),
                parts.logs(),
                new SystemLogReader(parts.stores(), parts.objects()),
                reader,
                parts.feed())));
    ArtifactDoors.add(builder, parts, reader);
    PageRoute.PATHS.forEach(path -> builder.service(path, new ReadOnly(new PageRoute(path))));
  }

  private List<BindableService> services() {
    var experiments =
        new ExperimentCreator(parts.stores().experiments(), parts.identifiers(), parts.clock());
    var composer = new ResultComposer(parts.stores().tasks(), parts.specifications());
    RunCreator creator = creator(experiments);
    return List.of(
        new HealthGrpcService(),
        new ExperimentGrpcService(parts.stores().experiments(), experiments, parts.pages()),
        new PipelineGrpcService(
            parts.stores().pipelines(), uploader, pipelineTranslator, parts.pages()),
        runService(creator),
        new RerunGrpcService(
            creator,
            earlierRuns(),
            parts.specifications(),
            new RunTranslator(parts.specifications()),
            new SpilledObjects(parts.objects())),
        new ResultGrpcService(reader, composer),
        new ComparisonGrpcService(reader, composer, parts.stores().tasks(), parts.specifications()),
        new ExplanationGrpcService(reader, parts.stores().tasks()),
        new SpecificationGrpcService(),
        new SettingsGrpcService(parts.settings()),
        // KFP serves them; until they are written each of their calls says UNIMPLEMENTED.
        new RecurringRunServiceGrpc.RecurringRunServiceImplBase() {},
        new ArtifactServiceGrpc.ArtifactServiceImplBase() {},
        new ReportServiceGrpc.ReportServiceImplBase() {});
  }

  private EarlierRuns earlierRuns() {
    return new EarlierRuns(
        parts.stores().runs(), parts.stores().tasks(), parts.specifications(), parts.objects());
  }

  private RunCreator creator(ExperimentCreator experiments) {
    return new RunCreator(
        new RunCreator.Parts(
            parts.stores().runs(),
            parts.stores().experiments(),
            experiments,
            new RunSourceResolver(parts.stores().pipelines(), parts.specifications()),
            parts.specifications(),
            parts.pipelineRoots(),
            earlierRuns(),
            new LargeParameters(new SpilledObjects(parts.objects()), parts.artifactRoot()),
            parts.identifiers(),
            parts.clock(),
            parts.onSubmission()));
  }

  private RunGrpcService runService(RunCreator creator) {
    return new RunGrpcService(
        new RunGrpcService.UseCases(
            creator,
            reader,
            new RunLister(parts.stores().runs(), reader, parts.pages()),
            new RunTerminator(parts.stores().runs(), parts.clock(), parts.onSubmission()),
            new RunRetrier(parts.stores().runs(), parts.clock(), parts.onSubmission()),
            new TaskLister(reader, parts.pages())),
        new RunTranslator(parts.specifications()));
  }
}
