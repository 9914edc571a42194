package io.pitwheel.server.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.event.EventLog;
import io.pitwheel.event.RunEvent;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.Run;
import io.pitwheel.server.event.EventFeed.Follower;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.server.stream.ByteStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /apis/v2beta1/runs/{run_id}/events}: everything that happened and happens to a run,
 * each event once and in order, up to its end. A client that lost the connection goes on after the
 * last event it saw ({@code Last-Event-ID}, or {@code ?after=}).
 */
public final class EventRoute implements HttpService {
  private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);
  private static final int BATCH = 200;

  private final EventLog events;
  private final EventFeed feed;
  private final RunReader reader;

  public EventRoute(EventLog events, EventFeed feed, RunReader reader) {
    this.events = events;
    this.feed = feed;
    this.reader = reader;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String runId = String.valueOf(context.pathParam("run_id"));
    context.clearRequestTimeout();
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
                () -> open(context, runId, after(context, request)), context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private HttpResponse open(ServiceRequestContext context, String runId, long after) {
    Run run = reader.require(runId);
    if (run.state().isTerminal() && events.readAfter(runId, after, 1).isEmpty()) {
      // The one status that makes a browser stop asking again.
      return HttpResponse.of(HttpStatus.NO_CONTENT);
    }
    Follower follower = feed.follow(runId);
    return EventStream.open(
        context, follower, runId, stream -> sendAll(stream, follower, runId, after));
  }

  private void sendAll(ByteStream stream, Follower follower, String runId, long after)
      throws InterruptedException {
    long last = after;
    boolean isWoken = false;
    while (stream.isOpen() && !feed.isClosed()) {
      List<RunEvent> news = events.readAfter(runId, last, BATCH);
      if (!news.isEmpty()) {
        last = news.getLast().sequence();
        if (!stream.write(EventFrames.frames(news)) || isOver(runId, news.getLast())) {
          return;
        }
      }
      // Woken by nothing that can be read: the run may have been deleted with all of it.
      if (news.isEmpty() && isWoken && !reader.isKept(runId)) {
        return;
      }
      isWoken = news.isEmpty() && follower.await(HEARTBEAT_EVERY);
      if (news.isEmpty() && !isWoken) {
        stream.write(EventFrames.HEARTBEAT.getBytes(UTF_8));
      }
    }
  }

  /** A run that was retried has events after an end. */
  private boolean isOver(String runId, RunEvent newest) {
    return EventFrames.isLast(newest) && events.readAfter(runId, newest.sequence(), 1).isEmpty();
  }

  private static long after(ServiceRequestContext context, HttpRequest request) {
    String fromQuery = context.queryParams().get("after", "");
    String text = request.headers().get("last-event-id", fromQuery);
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("\\d{1,18}")) {
      throw PipelinesException.invalid(
          "after",
          "following a run after event %s (expected: the number of an event)".formatted(text));
    }
    return Long.parseLong(text);
  }
}
