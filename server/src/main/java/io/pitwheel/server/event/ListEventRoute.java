package io.pitwheel.server.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.event.EventLog;
import io.pitwheel.event.RunEvent;
import io.pitwheel.server.event.EventFeed.Follower;
import io.pitwheel.server.http.ByteStream;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.run.RunReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /apis/v2beta1/runs/events?run_id=A&run_id=B}: what happened and happens to the runs of
 * a list, in order within each run, each event once. Unlike the stream of one run it does not end
 * with the runs: one that ended may be retried. A client that lost the connection goes on after the
 * last event it saw ({@code Last-Event-ID}, or {@code ?after=}), by the same runs.
 */
public final class ListEventRoute implements HttpService {
  private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);
  private static final int BATCH = 200;

  private final EventLog events;
  private final EventFeed feed;
  private final RunReader reader;

  public ListEventRoute(EventLog events, EventFeed feed, RunReader reader) {
    this.events = events;
    this.feed = feed;
    this.reader = reader;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    context.clearRequestTimeout();
    return HttpResponse.of(
        CompletableFuture.supplyAsync(() -> open(context, request), context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private HttpResponse open(ServiceRequestContext context, HttpRequest request) {
    String after = request.headers().get("last-event-id", context.queryParams().get("after", ""));
    var positions = new ListPositions(context.queryParams().getAll("run_id"), after);
    positions.runIds().forEach(reader::require);
    Follower follower = feed.follow(positions.runIds());
    return EventStream.open(
        context,
        follower,
        String.join(",", positions.runIds()),
        stream -> sendAll(stream, follower, positions));
  }

  private void sendAll(ByteStream stream, Follower follower, ListPositions positions)
      throws InterruptedException {
    while (stream.isOpen() && !feed.isClosed()) {
      boolean hasNews = false;
      for (String runId : positions.runIds()) {
        hasNews |= sendNews(stream, positions, runId);
      }
      if (!hasNews && !follower.await(HEARTBEAT_EVERY)) {
        stream.write(EventFrames.HEARTBEAT.getBytes(UTF_8));
      }
    }
  }

  /** Whether there was any. */
  private boolean sendNews(ByteStream stream, ListPositions positions, String runId) {
    List<RunEvent> news = events.readAfter(runId, positions.of(runId), BATCH);
    // In one piece: the wait for the client is the dear part.
    var piece = new StringBuilder();
    for (RunEvent event : news) {
      positions.advance(runId, event.sequence());
      piece.append(EventFrames.frame(positions.toString(), event));
    }
    if (!news.isEmpty() && !stream.write(piece.toString().getBytes(UTF_8))) {
      return false;
    }
    return !news.isEmpty();
  }
}
