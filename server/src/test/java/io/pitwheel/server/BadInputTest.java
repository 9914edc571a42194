package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that is wrong is the caller's fault, is told so in one shape, and stores nothing. */
class BadInputTest {
  private static final String APIS = "/apis/v2beta1";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST | /experiments           | {                                    | 400 | 3  | line 1
          POST | /experiments           | []                                   | 400 | 3  | an object
          POST | /experiments           | {"display_name":1}                   | 400 | 3  | experiment.display_name
          POST | /experiments           | {"name":"a"}                         | 400 | 3  | unknown field name
          POST | /experiments           | {"display_name":"a","displayName":"a"} | 400 | 3 | given twice
          POST | /experiments           | {"display_name":""}                  | 400 | 3  | 1 to 128 characters
          POST | /experiments           | {"display_name":"a","created_at":"x"} | 400 | 3 | 2026-01-02T03:04:05Z
          POST | /experiments           | {"display_name":"a","storage_state":"x"} | 400 | 3 | ARCHIVED
          GET  | /experiments/none      |                                      | 404 | 5  | none
          GET  | /experiments?page_size=-1 |                                   | 400 | 3  | page_size
          GET  | /experiments?page_size=x |                                    | 400 | 3  | 32-bit
          GET  | /experiments?page_token=x |                                   | 400 | 3  | page_token
          GET  | /experiments?sort_by=x |                                      | 400 | 3  | created_at
          GET  | /experiments?sort_by=name+up |                                | 400 | 3  | asc or desc
          GET  | /experiments?filter=x  |                                      | 400 | 3  | JSON
          GET  | /experiments?filter=%7B%22predicates%22%3A%5B%7B%7D%5D%7D |   | 400 | 3  | operation
          GET  | /runs?filter=%7B%22predicates%22%3A%5B%7B%22operation%22%3A%22IN%22%2C%22key%22%3A%22state%22%2C%22string_value%22%3A%22FAILED%22%7D%5D%7D | | 400 | 3 | a list of values
          POST | /runs                  | {}                                   | 400 | 3  | run.display_name
          POST | /runs                  | {"display_name":"a"}                 | 400 | 3  | pipeline_spec
          POST | /runs                  | {"display_name":"a","pipeline_spec":{}} | 400 | 3 | expected
          POST | /runs                  | {"display_name":"a","pipeline_spec":{},"pipeline_version_reference":{}} | 400 | 3 | pipeline_source
          POST | /runs                  | {"display_name":"a","pipeline_version_reference":{}} | 400 | 3 | pipeline_id
          POST | /runs                  | {"display_name":"a","pipeline_version_reference":{"pipeline_id":"none"}} | 404 | 5 | none
          POST | /runs                  | {"display_name":"a","run_id":"../x"} | 400 | 3  | run.run_id
          POST | /runs                  | {"display_name":"a","max":1}         | 400 | 3  | unknown field max
          POST | /runs                  | {"display_name":"a","pipeline_version_reference":{"pipeline_id":"none"},"runtime_config":{"pipeline_root":"s3://b/c"}} | 400 | 3 | a folder
          POST | /workflows             | {}                                   | 400 | 3  | workflow
          POST | /experiments           | {"display_name":"a\\u0000b"}          | 400 | 3  | U+0000
          POST | /experiments           | {"display_name":"\\ud800"}            | 400 | 3  | U+D800
          PUT  | /healthz               |                                      | 501 | 12 | GET
          DELETE | /runs/none/events    |                                      | 501 | 12 | GET
          POST | /runs/none:terminate   |                                      | 404 | 5  | none
          POST | /runs/none:fly         |                                      | 501 | 12 | verb
          GET  | /runs/none             |                                      | 404 | 5  | none
          GET  | /runs/none/result      |                                      | 404 | 5  | none
          GET  | /runs/none/events      |                                      | 404 | 5  | none
          GET  | /runs/none/tasks/none  |                                      | 404 | 5  | none
          GET  | /runs/none/tasks/none/logs |                                  | 404 | 5  | none
          GET  | /runs?view=SIDE        |                                      | 400 | 3  | FULL
          GET  | /pipelines/none        |                                      | 404 | 5  | none
          GET  | /pipelines/none/versions |                                    | 404 | 5  | none
          POST | /pipelines:validate    | {"pipeline":"a: b: c"}               | 400 | 3  | expected
          POST | /pipelines/create      | {"pipeline":{"name":"a"}}            | 400 | 3  | pipeline_spec
          PUT  | /experiments           | {}                                   | 501 | 12 | verb
          GET  | /artifacts?page_size=-1 |                                     | 400 | 3  | page_size
          GET  | /recurringruns/none    |                                      | 404 | 5  | none
          POST | /recurringruns/none:enable |                                  | 404 | 5  | none
          POST | /recurringruns/none:disable |                                 | 404 | 5  | none
          DELETE | /recurringruns/none?propagation_policy=ORPHAN |            | 404 | 5  | none
          DELETE | /recurringruns/none?propagation_policy=NEVER |             | 400 | 3  | ORPHAN
          GET  | /nothing               |                                      | 404 | 5  | route
          """)
  void refuses(ArgumentsAccessor row) {
    String verb = row.getString(0);
    String path = row.getString(1);
    String body = row.getString(2);
    int status = row.getInteger(3);
    int code = row.getInteger(4);
    String told = row.getString(5);
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(server.uri(APIS + path))
                .header("Content-Type", "application/json")
                .method(
                    verb, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));

    assertThat(answer.body()).contains(told);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertShape(answer, code);
  }

  @Test
  void namesTheUnknownParameterAndThoseThereAre() {
    assertRefused("{\"depth\": 1}", "root.inputDefinitions.parameters.depth", "count, mode");
  }

  @Test
  void namesTheParameterOfAWrongType() {
    assertRefused("{\"count\": \"seven\"}", "root.inputDefinitions.parameters.count", "a number");
    assertRefused("{\"count\": 1.5}", "root.inputDefinitions.parameters.count", "a whole number");
  }

  @Test
  void takesNoUploadThatWasCutShort() {
    var answer =
        server.send(
            HttpRequest.newBuilder(server.uri(APIS + "/pipelines/upload"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(
                    BodyPublishers.ofString(
                        "--b\r\nContent-Disposition: form-data; name=\"uploadfile\"\r\n\r\nabc")));

    assertThat(answer.body()).contains("a whole multipart/form-data body");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertShape(answer, 3);
  }

  @Test
  void takesNoBodyThatDoesNotSayThatItIsJson() {
    var answer =
        server.send(
            HttpRequest.newBuilder(server.uri(APIS + "/experiments"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"display_name\":\"a\"}")));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertShape(answer, 3);
  }

  @Test
  void takesNoBodyThatIsNotUtf8() {
    var answer =
        server.send(
            HttpRequest.newBuilder(server.uri(APIS + "/experiments"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xC3, '"'})));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertShape(answer, 3);
  }

  @Test
  void takesNoBodyBeyondTheBound() {
    String answer =
        RawHttp.exchange(
            server.handle().port(),
            """
            POST /apis/v2beta1/experiments HTTP/1.1
            Host: localhost:%d
            Content-Type: application/json
            Content-Length: 120000000

            {"display_name":
            """
                .formatted(server.handle().port()));

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("{\"code\":3,\"message\":");
  }

  private static void assertRefused(String parameters, String... told) {
    HttpResponse<String> answer =
        server.post(APIS + "/runs", RunningServer.runBody("bad", parameters));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(told);
    assertShape(answer, 3);
    assertThat(server.get(APIS + "/runs").body()).isEqualTo("{}");
  }

  private static void assertShape(HttpResponse<String> answer, int code) {
    var members = ((JsonObject) JsonReader.read(answer.body())).members();
    assertThat(members).containsKeys("code", "message", "details");
    assertThat(answer.body())
        .startsWith("{\"code\":" + code + ",")
        .contains(
            "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.Status\",\"code\":" + code);
  }
}
