package io.pitwheel.server.assembly;

import com.linecorp.armeria.server.grpc.GrpcService;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the gRPC library makes for itself once in a process: it generates code for the errors of a
 * door that is never opened here, a quarter of a start. It needs nothing of ours, so it is made on
 * another processor while words are read and the database opens.
 */
public final class LibraryStart {
  private static @Nullable LibraryStart ofThisProcess;

  private final CompletableFuture<Void> made = new CompletableFuture<>();

  private LibraryStart() {}

  /** Returns at once; only the first call begins anything. */
  public static synchronized LibraryStart begin() {
    LibraryStart begun = ofThisProcess;
    if (begun == null) {
      begun = new LibraryStart();
      ofThisProcess = begun;
      Thread.ofPlatform().daemon().name("library-start").start(begun::make);
    }
    return begun;
  }

  private void make() {
    // Whatever goes wrong here goes wrong again, and is told, where the library is used.
    try {
      GrpcService.builder();
    } finally {
      made.complete(null);
    }
  }

  /**
   * Returns when no class is being initialised there. Two threads that initialise classes of one
   * library in different orders could wait for each other for ever.
   */
  void await() {
    made.join();
  }
}
