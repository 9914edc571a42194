package io.pitwheel.cli.surroundings;

import io.pitwheel.cli.outcome.ExitStatus;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and SIGTERM. The first asks politely: it calls the action of the moment. The second ends
 * the process at once, and every process below it.
 */
public final class Interruptions {
  private final AtomicReference<Runnable> action = new AtomicReference<>(() -> {});
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Starts to listen; without this the virtual machine ends at the first signal. The class behind
   * it is not part of Java SE, and the compiler says so with a warning nothing can silence, hence
   * the reflection.
   */
  public void listen() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  happen();
                }
                return null;
              });
      for (String name : new String[] {"INT", "TERM"}) {
        Object instance = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handlerType).invoke(null, instance, handler);
      }
    } catch (ReflectiveOperationException exception) {
      throw new IllegalStateException("this Java has no module jdk.unsupported", exception);
    }
  }

  /** What the first interruption shall do from now on; called at once when it has happened. */
  public void onFirst(Runnable newAction) {
    action.set(newAction);
    if (hasHappened()) {
      newAction.run();
    }
  }

  public boolean hasHappened() {
    return count.get() > 0;
  }

  /** One signal arrived. */
  void happen() {
    if (count.incrementAndGet() == 1) {
      action.get().run();
    } else {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      Runtime.getRuntime().halt(ExitStatus.INTERRUPTED.number());
    }
  }
}
