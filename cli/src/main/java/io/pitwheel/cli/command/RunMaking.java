package io.pitwheel.cli.command;

import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import java.util.UUID;

/** The frame of a command that makes a run: an id, a server, and words for what goes wrong. */
record RunMaking(CommandContext context, ServerOptions serverOptions, boolean isForScripts) {
  /** What a command does within the frame. */
  interface Steps {
    ExitStatus take(String runId, ServerSession session, PipelineRunning running);
  }

  /** The exit code; everything was told. */
  int make(Steps steps) {
    String runId = UUID.randomUUID().toString();
    try (var session =
        new ServerSession(
            serverOptions.choice(context), context.servers(), context.surroundings().clock())) {
      var running = new PipelineRunning(context, session, serverOptions.words());
      return steps.take(runId, session, running).number();
    } catch (ServerLost exception) {
      return fail(runId, CommandFailure.trouble(String.valueOf(exception.getMessage()), exception));
    } catch (CommandFailure exception) {
      return fail(runId, exception);
    }
  }

  private int fail(String runId, CommandFailure failure) {
    return RunRefusal.tell(context.surroundings(), runId, isForScripts, failure);
  }
}
