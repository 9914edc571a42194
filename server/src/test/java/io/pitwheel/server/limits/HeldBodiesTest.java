package io.pitwheel.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import io.pitwheel.server.http.HttpReplies;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that are under way at once, before a service that reads them whole. */
class HeldBodiesTest {
  private static final int MOST = 100_000;
  private static final int ENOUGH_TRIES = 2_000;
  private static final HttpData LARGE = HttpData.wrap(new byte[80_000]);

  private final HeldBodies bodies = new HeldBodies(MOST * (long) HeldBodies.SHARE_OF_MEMORY);
  private Server server = start(bodies);
  private WebClient client = WebClient.of("h2c://127.0.0.1:" + server.activeLocalPort());

  private static Server start(HeldBodies bodies) {
    Server server =
        Server.builder()
            .service(
                "/",
                (_, request) ->
                    HttpResponse.of(
                        request
                            .aggregate()
                            .thenApply(body -> HttpResponse.of("%d", body.content().length()))
                            .exceptionally(HttpReplies::failure)))
            .decorator(new BodyGuard(Duration.ofSeconds(30), Duration.ofSeconds(30), bodies))
            .build();
    server.start().join();
    return server;
  }

  @BeforeEach
  void itServes() {
    assertThat(post(1).contentUtf8()).isEqualTo("1");
  }

  @AfterEach
  void stop() {
    server.stop().join();
  }

  @Test
  void refusesWhatIsTooMuchBesideOthersUntilTheyHaveTheirAnswers() {
    HttpRequestWriter first = HttpRequest.streaming(RequestHeaders.of(HttpMethod.POST, "/"));
    var firstAnswer = client.execute(first).aggregate();
    first.write(LARGE);

    AggregatedHttpResponse refused = post(LARGE.length());
    for (int i = 0; i < ENOUGH_TRIES && refused.status().code() == 200; i++) {
      // The server may not have the first one yet.
      refused = post(LARGE.length());
    }

    assertThat(refused.status().code()).isEqualTo(429);
    assertThat(refused.contentUtf8())
        .contains("{\"code\":8,", "beside 80000 bytes of other requests", "at most 100000 bytes");
    assertThat(post(1_000).contentUtf8()).isEqualTo("1000");
    first.close();
    assertThat(firstAnswer.join().contentUtf8()).isEqualTo("80000");
    assertThat(post(LARGE.length()).contentUtf8()).isEqualTo("80000");
  }

  @Test
  void takesOneThatIsAloneWhateverItsLength() {
    assertThat(post(3 * MOST).contentUtf8()).isEqualTo("300000");
  }

  private AggregatedHttpResponse post(int length) {
    return client.post("/", new byte[length]).aggregate().join();
  }
}
