package io.pitwheel.server.launch;

import io.pitwheel.access.Authorizer;
import io.pitwheel.artifact.Artifact;
import io.pitwheel.engine.ClusterRecords;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.log.FolderTaskLogs;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.objectstore.provider.ProvidedStores;
import io.pitwheel.objectstore.provider.ProvidedStores.ProviderKind;
import io.pitwheel.objectstore.provider.RoutedObjectStore;
import io.pitwheel.objectstore.provider.SecretFiles;
import io.pitwheel.objectstore.provider.StoreSettings;
import io.pitwheel.objectstore.s3.S3Provider;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.server.RecordingEngine;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.access.AccessPolicy;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.server.run.NamespaceCheck;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.launch.GivenLaunches;
import io.pitwheel.testing.launch.KnownTokens;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A server with one pod under way, whose objects are in a real bucket; and a client of it. */
final class LaunchServer implements AutoCloseable {
  static final String RUN = "run-1";
  static final String TOKEN = "token-of-run-1";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;
  private final ObjectStore objects;
  private final GivenLaunches launches;
  private final PitwheelServer server;

  private LaunchServer(
      Path folder, String root, ObjectStore objects, PodStores stores, boolean hasNamespaces) {
    this.root = root;
    this.objects = objects;
    this.launches = new GivenLaunches(instruction(root));
    this.server =
        PitwheelServer.start(
            ServerSettings.local(folder),
            surroundings ->
                new EngineFactory.EngineRoom(
                    new RecordingEngine(),
                    new FolderTaskLogs(folder),
                    objects,
                    new LocalFolders(List.of()),
                    root,
                    _ -> {},
                    new EngineFactory.Pods(
                        launches,
                        new KnownTokens(Map.of(TOKEN, RUN, "token-of-run-2", "run-2")),
                        ClusterRecords.NONE,
                        NamespaceCheck.OPEN,
                        stores),
                    () -> {}),
            Clock.systemUTC(),
            Identifiers.random(),
            new AccessPolicy(Authorizer.open(), hasNamespaces));
  }

  static LaunchServer withBucket(Path folder) {
    return withBucket(folder, false);
  }

  /**
   * @param hasNamespaces whether each is to have its own objects
   */
  static LaunchServer withBucket(Path folder, boolean hasNamespaces) {
    return withBucket(folder, _ -> PodStores.SIGNED, hasNamespaces);
  }

  /** One that signs nothing for its pods. */
  static LaunchServer withoutSigning(Path folder) {
    return withBucket(folder, provided -> PodStores.direct(provided::withoutCredentials), false);
  }

  private static LaunchServer withBucket(
      Path folder, Function<ProvidedStores, PodStores> stores, boolean hasNamespaces) {
    BucketServer buckets = BucketServer.shared();
    var settings =
        new StoreSettings(
            "",
            null,
            new SecretFiles(folder),
            buckets.environment(),
            OutgoingConnections.standard());
    var provided =
        new ProvidedStores(
            settings, Map.of("s3", new ProviderKind(Set.of("AWS_ACCESS_KEY_ID"), S3Provider::new)));
    return new LaunchServer(
        folder.resolve("data"),
        "s3://" + buckets.newBucket() + "/root",
        new RoutedObjectStore(new FolderObjectStore(Path.of("/")), new BucketObjectStore(provided)),
        stores.apply(provided),
        hasNamespaces);
  }

  static LaunchServer withFolder(Path folder) {
    return new LaunchServer(
        folder.resolve("data"),
        folder.resolve("root").toString(),
        new FolderObjectStore(Path.of("/")),
        PodStores.SIGNED,
        false);
  }

  /** Reads {@code in/set}, and writes at {@code out/1}. */
  static LaunchInstruction instruction(String root) {
    return new LaunchInstruction(
        "task-1",
        new TaskReference(RUN, new ScopePath(List.of("train")), IterationVector.NONE),
        1,
        1,
        new ContainerExecutor(
            "image", List.of("python"), List.of("-c"), Map.of(), ContainerResources.NONE),
        ComponentInterface.EMPTY,
        new TaskValues(
            Map.of("rate", JsonValue.of(0.1)),
            Map.of(
                "set",
                List.of(
                    new Artifact(
                        "a", "set", root + "/in/set", "system.Dataset", "", JsonObject.EMPTY)))),
        Map.of(),
        root + "/out/1",
        Map.of(),
        Map.of(),
        "",
        "process",
        null,
        TaskPlatform.NOTHING);
  }

  GivenLaunches launches() {
    return launches;
  }

  ObjectStore objects() {
    return objects;
  }

  PitwheelServer handle() {
    return server;
  }

  /** A location below all that the tests write. */
  String at(String path) {
    return root + "/" + path;
  }

  /** A call of the pod. */
  HttpResponse<String> call(String verb, String more) {
    return call("Bearer " + TOKEN, verb, body(more));
  }

  /** The fields that every call has, and more. */
  static String body(String more) {
    return """
    {"run_id": "run-1", "task_key": "1", "pod_attempt": 1%s}\
    """
        .formatted(more.isEmpty() ? "" : ", " + more);
  }

  HttpResponse<String> call(String authorization, String verb, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(server.address() + "/apis/v2beta1/launches:" + verb))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return send(request);
  }

  /** Does what was signed, as a pod would. */
  HttpResponse<String> follow(String signed, String body) {
    JsonObject answer = (JsonObject) JsonReader.read(signed);
    String method = RunningServer.text(signed, "method");
    var request =
        HttpRequest.newBuilder(URI.create(RunningServer.text(signed, "url")))
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (answer.members().get("headers") instanceof JsonObject(var headers)) {
      headers.forEach((name, value) -> request.header(name, ((JsonValue.JsonText) value).value()));
    }
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(exception);
    }
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
