package io.pitwheel.server.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.event.EventLog;
import io.pitwheel.event.RunEvent;
import io.pitwheel.run.Run;
import io.pitwheel.server.event.EventFeed.Follower;
import io.pitwheel.server.event.NewRuns.Found;
import io.pitwheel.server.event.NewRuns.Scope;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.server.stream.ByteStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /apis/v2beta1/runs/events?run_id=A&run_id=B}: what happened and happens to the runs of
 * a list, in order within each run, each event once. Unlike the stream of one run it does not end
 * with the runs: one that ended may be retried. With {@code experiment_id} or {@code namespace} the
 * list grows by the runs that are made there while it is followed, as the list of runs does: by
 * {@link ListPositions#MAX_RUNS} at most, of which the oldest leaves when another is made. The
 * event {@code list.full} says so, {@code left} naming those that left; whoever wants to know of
 * them, and of what came and went between two looks, reads the list of runs again. A client that
 * lost the connection goes on after the last event it saw ({@code Last-Event-ID}, or {@code
 * ?after=}), by the same runs.
 */
public final class ListEventRoute implements HttpService {
  private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);

  /** How late a run is heard of that another server, or this one, made. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final int BATCH = 200;

  private final EventLog events;
  private final EventFeed feed;
  private final RunReader reader;
  private final NewRuns newRuns;
  private final Clock clock;

  public ListEventRoute(
      EventLog events, EventFeed feed, RunReader reader, NewRuns newRuns, Clock clock) {
    this.events = events;
    this.feed = feed;
    this.reader = reader;
    this.newRuns = newRuns;
    this.clock = clock;
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
    Scope scope = newRuns.scopeOf(context.queryParams()).orElse(null);
    var positions =
        new ListPositions(
            context.queryParams().getAll("run_id"), after, scope == null ? null : clock.instant());
    positions.runIds().forEach(reader::require);
    Growth growth = scope == null ? Growth.NONE : growth(scope, positions, after);
    Follower follower = feed.follow(Set.copyOf(positions.all()));
    return EventStream.open(
        context,
        follower,
        String.join(",", positions.runIds()),
        stream -> sendAll(stream, follower, positions, growth));
  }

  /**
   * By what a list grows.
   *
   * @param before runs that were there when it was opened, and may look as if they were new
   */
  private record Growth(@Nullable Scope scope, Set<String> before) {
    static final Growth NONE = new Growth(null, Set.of());
  }

  /** Runs that an identifier names are those of the scope: nobody is asked whether they may. */
  private Growth growth(Scope scope, ListPositions positions, String after) {
    for (String runId : positions.found()) {
      Optional<Run> known = newRuns.find(runId);
      if (known.isEmpty()) {
        positions.drop(runId);
      } else if (!scope.has(known.get())) {
        throw ListPositions.refused(after, positions.runIds().size());
      }
    }
    return new Growth(
        scope,
        after.isEmpty() ? Set.copyOf(newRuns.since(scope, clock.instant()).runIds()) : Set.of());
  }

  private void sendAll(ByteStream stream, Follower follower, ListPositions positions, Growth growth)
      throws InterruptedException {
    Duration pause = growth.scope() == null ? HEARTBEAT_EVERY : LOOK_EVERY;
    Duration silent = Duration.ZERO;
    boolean isAwake = true;
    while (stream.isOpen() && !feed.isClosed()) {
      boolean hasGrown = grow(stream, follower, positions, growth);
      boolean hasNews = false;
      if (isAwake || hasGrown || silent.isZero()) {
        for (String runId : positions.all()) {
          hasNews |= sendNews(stream, positions, runId);
        }
      }
      isAwake = hasNews || follower.await(pause);
      silent = isAwake ? Duration.ZERO : silent.plus(pause);
      if (silent.compareTo(HEARTBEAT_EVERY) >= 0) {
        stream.write(EventFrames.HEARTBEAT.getBytes(UTF_8));
        silent = Duration.ZERO;
      }
    }
  }

  /** Whether new runs were found. */
  private boolean grow(
      ByteStream stream, Follower follower, ListPositions positions, Growth growth) {
    Scope scope = growth.scope();
    Instant last = positions.lookedAt();
    if (scope == null || last == null) {
      return false;
    }
    Instant now = clock.instant();
    Found found = newRuns.since(scope, last);
    List<String> fresh =
        found.runIds().stream().filter(runId -> isFresh(runId, positions, growth)).toList();
    // Not one of the newest was known: there may be older ones that nobody heard of.
    boolean hasGap = found.isCut() && fresh.size() == found.runIds().size();
    var left = new ArrayList<String>();
    for (String runId : fresh) {
      positions.add(runId).ifPresent(left::add);
      follower.add(runId);
    }
    positions.lookedAt(now);
    if (hasGap || !left.isEmpty()) {
      stream.write(EventFrames.full(positions.toString(), left).getBytes(UTF_8));
    }
    return !fresh.isEmpty();
  }

  private static boolean isFresh(String runId, ListPositions positions, Growth growth) {
    return !positions.has(runId) && !positions.hasLeft(runId) && !growth.before().contains(runId);
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
