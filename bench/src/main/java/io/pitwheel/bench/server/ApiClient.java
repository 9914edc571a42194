package io.pitwheel.bench.server;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Asks a server by REST. Safe for several threads, which share its connections. */
public final class ApiClient implements AutoCloseable {
  private static final String ROUTES = "/apis/v2beta1/";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  /**
   * @param address of the server, such as {@code http://127.0.0.1:8888}
   */
  public ApiClient(String address) {
    this.root = address + ROUTES;
  }

  /**
   * Asks for a path below the API's root and answers the body.
   *
   * @throws IOException when the status is not 200
   */
  public String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(root + path)).build());
  }

  /**
   * As {@link #get}, with another verb and a body.
   *
   * @param body JSON
   */
  public String send(String verb, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Content-Type", "application/json")
            .method(verb, BodyPublishers.ofString(body))
            .build());
  }

  /** The lines of an answer while they come. */
  public BufferedReader lines(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(URI.create(root + path)).build(), BodyHandlers.ofInputStream());
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s %s answered %d (expected: 200): %s"
              .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }

  /**
   * A member of an answer.
   *
   * @throws IOException when it is not there or no text
   */
  public static String textIn(String json, String member) throws IOException {
    if (JsonReader.read(json) instanceof JsonObject object
        && object.members().get(member) instanceof JsonText(String text)) {
      return text;
    }
    throw new IOException("no text " + member + " in the answer " + json);
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
