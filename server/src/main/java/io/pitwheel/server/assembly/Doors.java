package io.pitwheel.server.assembly;

import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerTlsConfig;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.server.access.AccessGate;
import io.pitwheel.server.access.AuthorizationGrpcService;
import io.pitwheel.server.access.CallGuard;
import io.pitwheel.server.access.GuardedRoutes;
import io.pitwheel.server.comparison.ComparisonGrpcService;
import io.pitwheel.server.event.EventRoute;
import io.pitwheel.server.event.ListEventRoute;
import io.pitwheel.server.event.NewRuns;
import io.pitwheel.server.experiment.ExperimentGrpcService;
import io.pitwheel.server.explanation.ExplanationGrpcService;
import io.pitwheel.server.explanation.TaskExplainer;
import io.pitwheel.server.guard.MalformedMessages;
import io.pitwheel.server.guard.TextGuard;
import io.pitwheel.server.healthz.HealthGrpcService;
import io.pitwheel.server.healthz.HealthRoute;
import io.pitwheel.server.http.CallThreads;
import io.pitwheel.server.http.ClearedTags;
import io.pitwheel.server.http.EventLoops;
import io.pitwheel.server.http.ReadOnly;
import io.pitwheel.server.http.RestService;
import io.pitwheel.server.http.ShapedErrors;
import io.pitwheel.server.launch.LaunchGrpcService;
import io.pitwheel.server.launch.NoPods;
import io.pitwheel.server.launch.PodNetwork;
import io.pitwheel.server.launch.PodStores;
import io.pitwheel.server.launch.RunPlaces;
import io.pitwheel.server.limits.BodyGuard;
import io.pitwheel.server.limits.ClosingTime;
import io.pitwheel.server.limits.ConnectionLimit;
import io.pitwheel.server.limits.HeldBodies;
import io.pitwheel.server.limits.LateAnswers;
import io.pitwheel.server.limits.MessageBounds;
import io.pitwheel.server.limits.Places;
import io.pitwheel.server.limits.RequestLimits;
import io.pitwheel.server.limits.StreamedRequests;
import io.pitwheel.server.logs.LogRoute;
import io.pitwheel.server.logs.PrintedLogs;
import io.pitwheel.server.logs.SystemLogReader;
import io.pitwheel.server.origin.AllowedOrigins;
import io.pitwheel.server.origin.OriginGuard;
import io.pitwheel.server.pipeline.PackageFetcher;
import io.pitwheel.server.pipeline.PipelineGrpcService;
import io.pitwheel.server.pipeline.PipelineLister;
import io.pitwheel.server.pipeline.PipelineTranslator;
import io.pitwheel.server.pipeline.PipelineUpdater;
import io.pitwheel.server.pipeline.PipelineUploader;
import io.pitwheel.server.pipeline.UploadRoute;
import io.pitwheel.server.pipeline.VersionSource;
import io.pitwheel.server.report.ReportGrpcService;
import io.pitwheel.server.report.WorkflowReporter;
import io.pitwheel.server.rerun.RerunForeteller;
import io.pitwheel.server.rerun.RerunGrpcService;
import io.pitwheel.server.result.ResultComposer;
import io.pitwheel.server.result.ResultGrpcService;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.server.run.RunGrpcService;
import io.pitwheel.server.run.RunLister;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.server.run.RunRetrier;
import io.pitwheel.server.run.RunTerminator;
import io.pitwheel.server.run.RunTranslator;
import io.pitwheel.server.settings.OutgoingSettings;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.SettingsGrpcService;
import io.pitwheel.server.specification.SpecificationGrpcService;
import io.pitwheel.server.specification.WorkflowPrinter;
import io.pitwheel.server.task.ArtifactGrpcService;
import io.pitwheel.server.task.ArtifactLister;
import io.pitwheel.server.task.ArtifactReporter;
import io.pitwheel.server.task.RunGraphs;
import io.pitwheel.server.task.TaskLister;
import io.pitwheel.server.task.TaskMessages;
import io.pitwheel.server.task.TaskReporter;
import io.pitwheel.server.tls.ServerCertificate;
import io.pitwheel.server.web.PageRoute;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every door of the server on its two ports. Both ports answer both protocols; KFP's clients only
 * expect each on its own.
 */
final class Doors {
  private static final int MAX_ADDRESS_BYTES = 64 * 1024;
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  /**
   * Requests of HTTP/2 that one connection may have under way. Clients are told, and wait with
   * further ones or open another connection; those of one that does not are reset.
   */
  private static final long MAX_STREAMS = 1_000;

  /** From the end of a request's body to the beginning of its answer. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);

  private static final LateAnswers LATE_ANSWERS = new LateAnswers(REQUEST_TIMEOUT);

  /**
   * How long the rest of a request may still come once it is answered. A refusal is often written
   * before the body has arrived; a stream reset at once would reach some clients before the answer
   * is read, and they would report a broken connection instead of what was wrong.
   */
  private static final Duration REST_OF_REQUEST = Duration.ofSeconds(1);

  private static final Duration QUIET = Duration.ofMillis(20);
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");
  private static final String ROOT = "/apis/v2beta1";

  private final ServerParts parts;
  private final Schedules schedules;
  private final Observation observation;
  private final PipelineTranslator pipelineTranslator;
  private final PipelineUploader uploader;
  private final RunReader reader;
  private final AccessGate gate;
  private final RequestLimits limits;
  private final MessageBounds messages;
  private final Places uploads;
  private final @Nullable ServerCertificate certificate;

  /**
   * @param certificate null for doors that speak in clear
   */
  Doors(
      ServerParts parts,
      Schedules schedules,
      Observation observation,
      AccessGate gate,
      @Nullable ServerCertificate certificate) {
    this.parts = parts;
    this.observation = observation;
    this.schedules = schedules;
    this.gate = gate;
    this.limits = RequestLimits.of(parts.settings());
    this.uploads =
        new Places("uploading or fetching a pipeline", limits.uploads(), Setting.LIMITS_UPLOADS);
    this.messages = new MessageBounds(limits.requestBytes());
    this.certificate = certificate;
    this.pipelineTranslator = new PipelineTranslator(parts.specifications());
    this.uploader =
        new PipelineUploader(
            parts.stores().pipelines(), parts.specifications(), parts.identifiers(), parts.clock());
    this.reader =
        new RunReader(
            parts.stores().runs(),
            parts.stores().tasks(),
            new TaskMessages(
                parts.stores().taskViews(), parts.specifications(), parts.reportedLargeValues()),
            new RunTranslator(parts.specifications()));
  }

  /**
   * @param port and {@code grpcPort}: 0 for a free one
   */
  OpenableDoors build(InetAddress host, int port, int grpcPort) {
    var loops = new EventLoops();
    var threads = CallThreads.start();
    ServerBuilder builder = Server.builder();
    listen(builder, new InetSocketAddress(host, port), new InetSocketAddress(host, grpcPort));
    builder.workerGroup(loops, true);
    builder.blockingTaskExecutor(threads, false);
    bound(builder);
    builder.requestAutoAbortDelay(REST_OF_REQUEST);
    builder.gracefulShutdownTimeout(QUIET, DRAIN);
    // What was asked is answered by then; a client that keeps its connection is not waited for.
    builder.connectionDrainDuration(Duration.ZERO);
    // What callers did wrong is answered to them; it is nothing for the log.
    builder.unloggedExceptionsReportInterval(Duration.ZERO);
    builder.errorHandler(LATE_ANSWERS.orElse(messages.ofRequests()).orElse(new ShapedErrors()));
    AllowedOrigins.of(parts.settings()).addTo(builder);
    builder.decorator(OriginGuard.of(host, parts.settings()));
    List<BindableService> services = services().stream().map(this::guarded).toList();
    addGrpc(builder, services);
    var rest = new RestService(services);
    addRoutes(builder, rest, services);
    builder.serviceUnder("/", rest);
    var closing = new ClosingTime();
    builder.decorator(closing);
    return new OpenableDoors(builder.build(), closing, loops, threads);
  }

  private void bound(ServerBuilder builder) {
    builder.maxRequestLength(limits.requestBytes());
    builder.requestTimeout(REQUEST_TIMEOUT);
    // Filters and the tokens that carry them are part of an address.
    builder.http1MaxInitialLineLength(MAX_ADDRESS_BYTES);
    builder.http2MaxHeaderListSize(MAX_ADDRESS_BYTES);
    builder.http1MaxHeaderSize(MAX_HEADER_BYTES);
    builder.http2MaxStreamsPerConnection(MAX_STREAMS);
    builder.idleTimeout(limits.patience());
    var connections =
        new ConnectionLimit(limits.connections(), limits.patience(), certificate != null);
    observation.metrics().watch(connections);
    builder.maxNumConnections(connections.accepted());
    builder.childChannelPipelineCustomizer(connections::watch);
    var bodies = new HeldBodies(Runtime.getRuntime().maxMemory());
    builder.decorator(new BodyGuard(limits.patience(), REQUEST_TIMEOUT, bodies));
    builder.decorator(connections);
  }

  private void listen(ServerBuilder builder, InetSocketAddress rest, InetSocketAddress grpc) {
    if (certificate == null) {
      builder.http(rest).http(grpc);
      return;
    }
    var protocols =
        ServerTlsConfig.builder().tlsCustomizer(context -> context.protocols(TLS_VERSIONS)).build();
    builder.https(rest).https(grpc).tlsProvider(certificate, protocols);
  }

  /**
   * The last one sees a call first: what is refused is counted as well, and nothing is looked up
   * for a text that no database keeps.
   */
  private BindableService guarded(BindableService service) {
    var interceptors =
        new ArrayList<ServerInterceptor>(
            List.of(new CallGuard(gate), new TextGuard(), new ClearedTags()));
    interceptors.addAll(observation.interceptors());
    return () -> ServerInterceptors.intercept(service, interceptors);
  }

  private void addGrpc(ServerBuilder builder, List<BindableService> services) {
    var grpc = GrpcService.builder();
    services.forEach(grpc::addService);
    observation.addGrpc(grpc, services);
    builder.service(
        grpc.supportedSerializationFormats(GrpcSerializationFormats.PROTO)
            .useBlockingTaskExecutor(true)
            .exceptionHandler(
                new MalformedMessages().orElse(messages).orElse(LATE_ANSWERS.ofCalls()))
            .maxRequestMessageLength(limits.requestBytes())
            .build(),
        service -> new StreamedRequests(service, REQUEST_TIMEOUT));
  }

  private void addRoutes(ServerBuilder builder, RestService rest, List<BindableService> services) {
    var routes = new GuardedRoutes(builder, gate, observation.tracing());
    routes.add(
        "GET " + ROOT + "/healthz",
        ROOT + "/healthz",
        new ReadOnly(HealthRoute.ofNow(gate.hasNamespaces())));
    add(routes, "POST", "/pipelines/upload", UploadRoute.ofPipelines(uploader, uploads));
    add(
        routes,
        "POST",
        "/pipelines/upload_version",
        UploadRoute.ofVersions(uploader, pipelineTranslator, uploads));
    add(
        routes,
        "GET",
        "/runs/events",
        new ReadOnly(
            new ListEventRoute(
                parts.stores().events(),
                parts.feed(),
                reader,
                new NewRuns(parts.stores().runs(), gate.hasNamespaces()),
                parts.clock())));
    add(
        routes,
        "GET",
        "/runs/{run_id}/events",
        new ReadOnly(new EventRoute(parts.stores().events(), parts.feed(), reader)));
    addLogs(routes);
    ArtifactDoors.add(routes, parts, reader);
    PageRoute.PATHS.forEach(path -> routes.add("GET /", path, new ReadOnly(new PageRoute(path))));
    routes.add(
        "GET /apis/v1beta1/healthz",
        "/apis/v1beta1/healthz",
        new ReadOnly(HealthRoute.ofOlderApi(gate.hasNamespaces())));
    observation.addRoutes(builder, routes, rest);
    routes.requireComplete(services);
  }

  /** The same under the address that KFP's API server has for the log of a pod. */
  private void addLogs(GuardedRoutes routes) {
    var printed =
        new PrintedLogs(
            parts.logs(),
            parts.objects(),
            parts.stores().leases(),
            parts.serverId(),
            parts.pods() != null);
    var system = new SystemLogReader(parts.stores(), parts.objects());
    var logs =
        new ReadOnly(new LogRoute(parts.stores().tasks(), printed, system, reader, parts.feed()));
    SupportDoor.add(routes, parts, reader, printed, system);
    add(routes, "GET", "/runs/{run_id}/tasks/{task_id}/logs", logs);
    String older = "/apis/v1alpha1/runs/{run_id}/nodes/{task_id}/log";
    routes.addTraced("GET " + older, older, logs);
  }

  private static void add(GuardedRoutes routes, String verb, String path, HttpService route) {
    routes.addTraced("%s %s%s".formatted(verb, ROOT, path), ROOT + path, route);
  }

  private List<BindableService> services() {
    var composer = new ResultComposer(parts.stores().tasks(), parts.specifications());
    RunCreator creator = parts.runCreator();
    return List.of(
        new HealthGrpcService(gate.hasNamespaces()),
        new AuthorizationGrpcService(),
        new ExperimentGrpcService(
            parts.stores().experiments(), parts.experimentCreator(), parts.pages(), parts.clock()),
        pipelineService(),
        runService(creator),
        schedules.service(),
        rerunService(creator),
        new ResultGrpcService(reader, composer),
        new ComparisonGrpcService(reader, composer, parts.stores().tasks(), parts.specifications()),
        new ExplanationGrpcService(
            new TaskExplainer(reader, parts.stores().tasks(), parts.specifications())),
        new SpecificationGrpcService(WorkflowPrinter.of(parts.settings())),
        new SettingsGrpcService(parts.settings()),
        artifactService(),
        launchService(),
        new ReportGrpcService(
            new WorkflowReporter(
                parts.stores().runs(),
                runGraphs(),
                parts.stores().taskReports(),
                parts.stores().recurringRuns(),
                parts.clock())));
  }

  private LaunchGrpcService launchService() {
    EngineFactory.Pods pods = parts.pods();
    var none = new NoPods();
    var places = new RunPlaces(parts.places(), parts.stores().runs());
    return pods == null
        ? new LaunchGrpcService(none, none, parts.objects(), places, PodNetwork.NONE)
        : new LaunchGrpcService(
            pods.launches(), pods.tokens(), parts.objects(), places, network(pods.stores()));
  }

  private PodNetwork network(PodStores stores) {
    return new PodNetwork(
        OutgoingSettings.proxy(parts.settings()),
        parts.settings().file(Setting.TLS_CA_FILE).orElse(null),
        stores);
  }

  private RerunGrpcService rerunService(RunCreator creator) {
    var foreteller =
        new RerunForeteller(
            creator,
            parts.earlierRuns(),
            parts.specifications(),
            new SpecificationDriver(),
            parts.objects());
    return new RerunGrpcService(
        creator,
        parts.earlierRuns(),
        foreteller,
        new RunTranslator(parts.specifications()),
        new SpilledObjects(parts.objects()));
  }

  private PipelineGrpcService pipelineService() {
    var fetcher =
        new PackageFetcher(
            parts.settings().text(Setting.PIPELINES_TRUSTED_HOSTS),
            OutgoingSettings.connections(parts.settings()));
    return new PipelineGrpcService(
        new PipelineGrpcService.UseCases(
            parts.stores().pipelines(),
            uploader,
            new VersionSource(fetcher, uploads),
            new PipelineUpdater(parts.stores().pipelines()),
            new PipelineLister(parts.stores().pipelines(), parts.pages()),
            pipelineTranslator));
  }

  private RunGraphs runGraphs() {
    return new RunGraphs(parts.stores().runs(), parts.specifications());
  }

  private ArtifactGrpcService artifactService() {
    return new ArtifactGrpcService(
        parts.stores().artifacts(),
        new ArtifactReporter(
            parts.stores().taskReports(), runGraphs(), parts.identifiers(), parts.clock()),
        new ArtifactLister(parts.stores().artifacts(), parts.stores().taskViews(), parts.pages()));
  }

  private RunGrpcService runService(RunCreator creator) {
    return new RunGrpcService(
        new RunGrpcService.UseCases(
            creator,
            reader,
            new RunLister(parts.stores().runs(), reader, parts.pages()),
            new RunTerminator(parts.stores().runs(), parts.clock(), parts.onSubmission()),
            new RunRetrier(parts.stores().runs(), parts.clock(), parts.onSubmission()),
            parts.stores().runs(),
            parts.deleter(),
            new TaskReporter(
                parts.stores().taskReports(),
                parts.stores().taskViews(),
                runGraphs(),
                parts.reportedLargeValues(),
                parts.clock()),
            new TaskLister(
                parts.stores().taskViews(),
                runGraphs(),
                parts.reportedLargeValues(),
                parts.pages())),
        new RunTranslator(parts.specifications()));
  }
}
