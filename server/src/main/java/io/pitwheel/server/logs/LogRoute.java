package io.pitwheel.server.logs;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.event.EventFeed;
import io.pitwheel.server.event.EventFeed.Follower;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.server.stream.ByteStream;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /apis/v2beta1/runs/{run_id}/tasks/{task_id}/logs}, and {@code
 * /apis/v1alpha1/runs/{run_id}/nodes/{task_id}/log} for clients of KFP's older API: text in chunks,
 * the bytes as they were printed, or the lines of the system. Followed, either goes on until the
 * attempt has ended. What this server cannot have is refused, and never an empty answer.
 */
public final class LogRoute implements HttpService {
  private static final Logger LOGGER = LoggerFactory.getLogger(LogRoute.class);

  /** A log that grows makes no event: while it is followed it is looked at this often. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

  private final TaskStore tasks;
  private final PrintedLogs logs;
  private final SystemLogReader systemLogs;
  private final RunReader reader;
  private final EventFeed feed;

  public LogRoute(
      TaskStore tasks,
      PrintedLogs logs,
      SystemLogReader systemLogs,
      RunReader reader,
      EventFeed feed) {
    this.tasks = tasks;
    this.logs = logs;
    this.systemLogs = systemLogs;
    this.reader = reader;
    this.feed = feed;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String runId = String.valueOf(context.pathParam("run_id"));
    String taskId = String.valueOf(context.pathParam("task_id"));
    context.clearRequestTimeout();
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
                () ->
                    open(
                        context,
                        reader.requireTask(runId, taskId),
                        LogRequest.read(context.queryParams())),
                context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private HttpResponse open(ServiceRequestContext context, Task task, LogRequest asked) {
    requireAttempt(task, asked.attempt());
    if (!asked.isSystem()) {
      logs.require(task, asked.attempt() > 0 ? asked.attempt() : task.attempt());
    }
    Follower follower = feed.follow(task.reference().runId());
    var response = HttpResponse.streaming();
    response.write(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.PLAIN_TEXT_UTF_8)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .build());
    var stream = new ByteStream(response);
    stream.onEnd(follower::wake);
    context.blockingTaskExecutor().execute(() -> send(stream, follower, task, asked));
    return response;
  }

  private static void requireAttempt(Task task, int attempt) {
    if (attempt > task.attempt()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "reading a log, attempt: task %s has no attempt %d (expected: %s)"
              .formatted(task.id(), attempt, attemptsOf(task)),
          "attempt",
          null);
    }
  }

  private static String attemptsOf(Task task) {
    return switch (task.attempt()) {
      case 0 -> "none, for it had no attempt";
      case 1 -> "1, its only one";
      default -> "one from 1 to %d".formatted(task.attempt());
    };
  }

  private void send(ByteStream stream, Follower follower, Task task, LogRequest asked) {
    try (stream;
        follower) {
      if (asked.isSystem()) {
        sendTold(stream, follower, task, asked);
      } else {
        sendPrinted(stream, follower, task, asked);
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException exception) {
      LOGGER.atWarn().addKeyValue("taskId", task.id()).setCause(exception).log("sending a log");
    }
  }

  private void sendPrinted(ByteStream stream, Follower follower, Task first, LogRequest asked)
      throws InterruptedException {
    // Again, now that news would wake this thread: it may have ended in between.
    Task task = newest(first);
    int attempt = asked.attempt() > 0 ? asked.attempt() : task.attempt();
    long offset = asked.offset();
    while (stream.isOpen()) {
      // Asked before reading: what was printed last is there when the attempt has ended.
      boolean isComplete = isComplete(task, attempt, asked);
      byte[] chunk = logs.read(task, attempt, offset);
      offset += chunk.length;
      if (chunk.length > 0) {
        if (!stream.write(chunk)) {
          return;
        }
      } else if (isComplete) {
        return;
      } else {
        boolean hasNews = follower.await(LOOK_AGAIN);
        task = hasNews ? newest(task) : task;
        attempt = attempt == 0 ? task.attempt() : attempt;
      }
    }
  }

  private void sendTold(ByteStream stream, Follower follower, Task first, LogRequest asked)
      throws InterruptedException {
    var log = new GrowingSystemLog(systemLogs, asked);
    Task task = newest(first);
    while (stream.isOpen()) {
      boolean isComplete = isComplete(task, asked.attempt(), asked);
      byte[] lines = log.next(task, isComplete);
      if ((lines.length > 0 && !stream.write(lines)) || isComplete) {
        return;
      }
      follower.await(LOOK_AGAIN);
      task = newest(task);
    }
  }

  private Task newest(Task task) {
    return tasks.find(task.id()).orElse(task);
  }

  private boolean isComplete(Task task, int attempt, LogRequest asked) {
    return !asked.follows() || feed.isClosed() || PrintedLogs.hasEnded(task, attempt);
  }
}
